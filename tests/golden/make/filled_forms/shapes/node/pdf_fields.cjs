// A PDF with fields, as npm's pdf-lib makes and fills them in. argv: form.json, out.pdf; `flat` in the form flattens it.
const fs = require("fs");
const { PDFDocument, StandardFonts } = require("pdf-lib");

const form = JSON.parse(fs.readFileSync(process.argv[2]));
const [left, top, bottom, long] = [50, 780, 60, 110];

async function main() {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const fields = pdf.getForm();
  let page = pdf.addPage([595, 842]);
  let y = top;
  const room = (height) => {
    if (y - height >= bottom) return;
    page = pdf.addPage([595, 842]);
    y = top;
  };
  const say = (text, x = left) => page.drawText(text, { x, y, size: 9, font });
  const type = (name, text, height, multiline) => {
    room(height);
    const field = fields.createTextField(name);
    if (multiline) field.enableMultiline();
    field.addToPage(page, { x: left, y: y - height + 10, width: 490, height, font });
    field.setFontSize(9);
    if (text) field.setText(text);
    y -= height + 8;
  };
  say(form.title);
  y -= 24;
  for (const question of form.rows) {
    room(30);
    say(question.label);
    y -= 14;
    for (const [number, choice] of question.choices.entries()) {
      room(16);
      const box = fields.createCheckBox(`${question.key}.${number}`);
      box.addToPage(page, { x: left, y: y - 2, width: 10, height: 10 });
      if (choice.ticked) box.check();
      say(choice.name, left + 18);
      y -= 16;
    }
    if (!question.choices.length) type(question.key, question.text, question.long ? long : 18, question.long);
    else if (question.open) {
      say("Annan, skriv vilken:");
      y -= 12;
      type(`${question.key}_own`, question.own, 18, false);
    }
  }
  fields.updateFieldAppearances(font);
  if (form.flat) fields.flatten();
  fs.writeFileSync(process.argv[3], await pdf.save());
}

main();
