// A Word file as npm's docx builds it: a table a section. argv: form.json, out.docx
const fs = require("fs");
const { Document, Packer, Paragraph, Table, TableRow, TableCell, TextRun, WidthType } = require("docx");

const form = JSON.parse(fs.readFileSync(process.argv[2]));
const run = (line) =>
  new TextRun({
    text: line.text,
    strike: line.look === "struck",
    bold: line.look === "bold",
    highlight: line.look === "highlighted" ? "yellow" : undefined,
  });
const cell = (lines) => new TableCell({ children: lines.map((line) => new Paragraph({ children: [run(line)] })) });
const plain = (text) => text.split("\n").map((line) => ({ text: line, look: "" }));
const rows = form.rows.map(
  (row) =>
    new TableRow({
      children: [
        cell([{ text: row.label, look: "bold" }, { text: row.help, look: "" }]),
        cell(row.lines.length ? row.lines : plain("")),
        ...(form.has_beside ? [cell(plain(row.beside))] : []),
      ],
    }),
);
const children = [
  new Paragraph({ text: form.title, heading: "Title" }),
  ...form.intro.map((text) => new Paragraph(text)),
  new Table({ rows, width: { size: 100, type: WidthType.PERCENTAGE } }),
  ...form.below.map((text) => new Paragraph(text)),
];
Packer.toBuffer(new Document({ sections: [{ children }] })).then((data) => fs.writeFileSync(process.argv[3], data));
