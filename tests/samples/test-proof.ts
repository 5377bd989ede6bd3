// npm run test:proof -- SNAP-RESUME: everything that test:samples holds one proof to, for that one.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { proofNamed } from "./proofs.ts";

const [name, ...rest] = process.argv.slice(2);
if (!name || rest.length > 0) {
  console.error("npm run test:proof takes the ID of one guideline: npm run test:proof -- SNAP-RESUME");
  process.exit(2);
}
try {
  const env = { ...process.env, ONE_PROOF: proofNamed(name) };
  const files = ["proofs.test.ts", "wrong-code.test.ts"].map((file) => join(import.meta.dirname, file));
  const { status } = spawnSync(process.execPath, ["--test", ...files], { env, stdio: "inherit" });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
