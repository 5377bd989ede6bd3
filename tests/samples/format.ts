// Part of npm run format: formats samples and kit, with the gofmt that the set-up found.
import { kitDir, samplesDir } from "../../src/config/paths.ts";
import { runTool } from "../tools.ts";

try {
  const { ok, output } = runTool("gofmt", ["-l", "-w", samplesDir, kitDir]);
  process.stdout.write(output);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
