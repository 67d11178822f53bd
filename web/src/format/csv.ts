/** Rows of cells as text that a spreadsheet takes. */

const NUMBER = /^-?\d+(\.\d+)?$/u;

/** A sheet would run what begins like a formula; an apostrophe makes it text. */
function harmless(cell: string): string {
  return /^[=+\-@\t\r]/u.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function asCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map((cell) => quoted(harmless(cell))).join(",")}\r\n`).join("");
}

function onOneLine(cell: string): string {
  return cell.replaceAll(/[\t\r\n]+/gu, " ");
}

/** For the clipboard: pasted into a sheet, tabs part the cells. */
export function asTabs(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => onOneLine(harmless(cell))).join("\t")).join("\n");
}
