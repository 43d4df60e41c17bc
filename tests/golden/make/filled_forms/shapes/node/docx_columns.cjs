// A Word file as npm's docx builds it: choices in a table of their own, choice | Ja | Nej. argv: form.json, out.docx
const fs = require("fs");
const { Document, Packer, Paragraph, Table, TableRow, TableCell, TextRun, WidthType } = require("docx");

const form = JSON.parse(fs.readFileSync(process.argv[2]));
const width = { size: 100, type: WidthType.PERCENTAGE };
const cell = (text) => new TableCell({ children: text.split("\n").map((line) => new Paragraph(line)) });
const row = (...texts) => new TableRow({ children: texts.map(cell) });
const heading = (text) => new Paragraph({ children: [new TextRun({ text, bold: true })] });
const chosen = (choice) => (choice.ticked ? "X" : "");
const refused = (choice, rows) => (!choice.ticked && rows.some((other) => other.ticked) ? "X" : "");

const children = [new Paragraph({ text: form.title, heading: "Title" })];
for (const question of form.rows) {
  if (question.choices.length) {
    children.push(heading(question.label));
    const rows = question.choices.map((choice) => row(choice.name, chosen(choice), refused(choice, question.choices)));
    children.push(new Table({ rows: [row("", "Ja", "Nej"), ...rows], width }));
    if (question.open) children.push(new Paragraph(`Annan, skriv vilken: ${question.own}`));
  } else {
    children.push(new Table({ rows: [row(question.label, question.text)], width }));
    children.push(new Paragraph(""));
  }
}
Packer.toBuffer(new Document({ sections: [{ children }] })).then((data) => fs.writeFileSync(process.argv[3], data));
