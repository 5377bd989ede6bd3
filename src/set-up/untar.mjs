import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const block = 512;

/**
 * Unpacks an archive of files and folders: npm is here, `tar` may not be.
 *
 * @param {Buffer} archive in the format ustar
 * @param {string} folder
 * @throws {Error} for anything but files and folders below that folder
 */
export function untar(archive, folder) {
  for (let at = 0; at + block <= archive.length && archive[at] !== 0; ) {
    const header = archive.subarray(at, at + block);
    const text = (/** @type {number} */ from, /** @type {number} */ length) =>
      header.toString("latin1", from, from + length).split("\0", 1)[0] ?? "";
    const name = normalize(join(text(345, 155), text(0, 100)));
    const size = Number.parseInt(text(124, 12).trim(), 8);
    const type = text(156, 1) || "0";
    if (name.startsWith("..") || (type !== "0" && type !== "5")) throw new Error(`the archive holds ${name} (${type})`);
    const file = join(folder, name);
    const data = at + block;
    mkdirSync(type === "5" ? file : dirname(file), { recursive: true });
    if (type === "0") {
      writeFileSync(file, archive.subarray(data, data + size), { mode: Number.parseInt(text(100, 8).trim(), 8) });
    }
    at = data + Math.ceil(size / block) * block;
  }
}
