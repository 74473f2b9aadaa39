// Compiles one module in node (V8) and prints the nanoseconds that `new WebAssembly.Module` took, the file already in
// memory: FILE.wasm. The command line's flags choose the compiler and make it eager and single-threaded.
import { readFileSync } from 'node:fs';

const file = process.argv[2];
if (file === undefined) {
  console.error('usage: node [V8 flags] compile_host.mjs FILE.wasm');
  process.exit(2);
}
const bytes = readFileSync(file);
// The first use of WebAssembly in a process costs extra: let a tiny module pay for it.
new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
const begin = process.hrtime.bigint();
new WebAssembly.Module(bytes);
console.log(JSON.stringify({ ns: Number(process.hrtime.bigint() - begin) }));
