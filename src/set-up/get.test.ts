import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { intoPlace } from "./get.mjs";
import { isAtLeast } from "./machine.mjs";
import packages from "./packages.json" with { type: "json" };
import { untar } from "./untar.mjs";

const folder = mkdtempSync(join(tmpdir(), "set-up-"));
after(() => rmSync(folder, { recursive: true, force: true }));

describe("what the set-up gets", () => {
  it("has one version each, and its hash", () => {
    for (const { name, version, integrity } of Object.values(packages).flatMap((each) => Object.values(each))) {
      assert.match(version, /^\d+\.\d+\.\d+(?:-[\w.]+)?$/, name);
      assert.match(integrity, /^sha512-[\w+/]{86}==$/, name);
    }
    for (const file of ["go.txt", "c-compiler.txt"]) {
      const text = readFileSync(join(import.meta.dirname, file), "utf8");
      assert.match(text, /^#.*\n[\w-]+==\d+\.\d+\.\d+(?: \\\n {4}--hash=sha256:[0-9a-f]{64})+\n$/, file);
    }
  });

  it("is in the cache when it is whole, and leaves nothing behind when it fails", async () => {
    const place = join(folder, "cache", "tool");
    const failing = intoPlace(place, () => {
      throw new Error("no network");
    });
    await assert.rejects(failing, /no network/);
    assert.deepEqual(readdirSync(join(folder, "cache")), []);
    await intoPlace(place, () => {});
    assert.ok(existsSync(place));
  });
});

describe("versions", () => {
  it("are compared number by number", () => {
    assert.ok(isAtLeast("go1.26.8", "1.25.0"));
    assert.ok(isAtLeast("18.4", "15"));
    assert.ok(isAtLeast("go1.25", "1.25.0"));
    assert.ok(!isAtLeast("go1.9.7", "1.21"));
    assert.ok(!isAtLeast("14.20", "15"));
  });
});

describe("an archive", () => {
  const entry = (name: string, type: string, text = "") => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write("0000755", 100);
    header.write(text.length.toString(8).padStart(11, "0"), 124);
    header.write(type, 156);
    const data = Buffer.alloc(Math.ceil(text.length / 512) * 512);
    data.write(text);
    return Buffer.concat([header, data]);
  };

  it("is unpacked, with its folders", () => {
    const archive = Buffer.concat([entry("lib/", "5"), entry("lib/a.so", "0", "a".repeat(600)), entry("b", "0", "b")]);
    untar(Buffer.concat([archive, Buffer.alloc(1024)]), folder);
    assert.equal(readFileSync(join(folder, "lib/a.so"), "utf8"), "a".repeat(600));
    assert.equal(readFileSync(join(folder, "b"), "utf8"), "b");
  });

  it("cannot write elsewhere", () => {
    assert.throws(() => untar(entry("../c", "0", "c"), folder), /the archive holds \.\.\/c/);
    assert.throws(() => untar(entry("link", "2"), folder), /the archive holds link \(2\)/);
  });
});
