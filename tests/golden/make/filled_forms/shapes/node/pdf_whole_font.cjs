// A PDF with a whole font embedded, pdf-lib's default: half a megabyte of it. argv: form.json, out.pdf
const fs = require("fs");
const { PDFDocument } = require("pdf-lib");
const fontkit = require("@pdf-lib/fontkit");

const form = JSON.parse(fs.readFileSync(process.argv[2]));
const [left, answer, top] = [50, 220, 800];

async function main() {
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkit);
  const font = await pdf.embedFont(fs.readFileSync("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"));
  let page = pdf.addPage([595, 842]);
  let y = top;
  const say = (text, x) => page.drawText(text, { x, y, size: 9, font, maxWidth: 330, lineHeight: 12 });
  say(form.title, left);
  y -= 30;
  for (const question of form.rows) {
    const text = question.lines.map((line) => line.text).join("\n");
    const lines = question.lines.reduce((sum, line) => sum + Math.ceil(font.widthOfTextAtSize(line.text, 9) / 300), 0);
    if (y - 12 * lines < 50) {
      page = pdf.addPage([595, 842]);
      y = top;
    }
    say(question.label, left);
    if (text) say(text, answer);
    y -= 12 * Math.max(lines, 1) + 10;
  }
  fs.writeFileSync(process.argv[3], await pdf.save());
}

main();
