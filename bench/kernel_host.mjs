// Runs one kernel in node (V8): FILE.wasm N REPETITIONS. The command line's flags choose V8's compiler. Prints what
// native_host.c prints; compiling is not timed.
import { readFileSync } from 'node:fs';

const [file, n, repetitions] = process.argv.slice(2);
if (repetitions === undefined) {
  console.error('usage: node [V8 flags] kernel_host.mjs FILE.wasm N REPETITIONS');
  process.exit(2);
}
const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), {});
const { run } = instance.exports;
const checksum = run(Number(n)) >>> 0;
const ns = [];
for (let i = 0; i < Number(repetitions); i++) {
  const begin = process.hrtime.bigint();
  const again = run(Number(n)) >>> 0;
  ns.push(Number(process.hrtime.bigint() - begin));
  if (again !== checksum) {
    console.error(`the second run's checksum differs: ${checksum}, then ${again}`);
    process.exit(1);
  }
}
console.log(JSON.stringify({ checksum, ns }));
