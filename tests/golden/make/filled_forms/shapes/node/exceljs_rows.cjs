// An Excel file as npm's exceljs builds it: a row a question, choices in the rows under theirs. argv: form.json, out.xlsx
const fs = require("fs");
const ExcelJS = require("exceljs");

const form = JSON.parse(fs.readFileSync(process.argv[2]));
const book = new ExcelJS.Workbook();
const sheet = book.addWorksheet("Blankett");
sheet.columns = [{ width: 40 }, { width: 70 }, { width: 40 }];
sheet.addRow([form.title]);
sheet.addRow([]);
for (const question of form.rows) {
  const text = question.joined || question.text || (question.prompt && !question.choices.length ? "Skriv här" : "");
  const row = sheet.addRow([question.label, text || null, question.help, question.beside || null]);
  row.getCell(2).alignment = { wrapText: true };
  if (question.cell) {
    row.getCell(2).value = question.cell.date ? new Date(question.cell.date) : question.cell.value;
    row.getCell(2).numFmt = question.cell.shown;
  }
  for (const choice of question.choices) {
    const named = sheet.addRow([choice.shown ? choice.name : null, choice.cell || null]);
    named.getCell(1).font = { strike: choice.look === "struck", bold: choice.look === "bold" };
    if (choice.look === "highlighted")
      named.getCell(1).fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFFFF00" } };
  }
  if (question.open && question.choices.length) sheet.addRow(["Annan, skriv vilken", question.own || null]);
}
sheet.addRow([]);
for (const line of form.below) sheet.addRow([line]);
book.xlsx.writeFile(process.argv[3]);
