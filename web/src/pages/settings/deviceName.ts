/** "Firefox on Windows" out of what a browser calls itself. The order counts: nearly every browser
 * also says that it is Safari, and every Edge that it is Chrome. */

type Names = readonly (readonly [mark: RegExp, name: string])[];

const BROWSERS: Names = [
  [/Edg/u, "Edge"],
  [/OPR|Opera/u, "Opera"],
  [/Firefox|FxiOS/u, "Firefox"],
  [/Chrome|CriOS/u, "Chrome"],
  [/Safari/u, "Safari"],
];

const SYSTEMS: Names = [
  [/Android/u, "Android"],
  [/iPhone|iPad/u, "iOS"],
  [/Windows/u, "Windows"],
  [/Mac OS X|Macintosh/u, "macOS"],
  [/Linux|X11/u, "Linux"],
];

function find(names: Names, text: string): string | undefined {
  return names.find(([mark]) => mark.test(text))?.[1];
}

export function deviceName(userAgent: string): string {
  const browser = find(BROWSERS, userAgent);
  const system = find(SYSTEMS, userAgent);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? (userAgent.trim() || "An unknown device");
}
