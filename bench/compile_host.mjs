// Compiles one module in node (V8), the file already in memory: FILE.wasm. Prints the nanoseconds that
// `new WebAssembly.Module` took, and the process's resident memory just before and at its peak since then. The command
// line's flags choose the compiler and make it eager and single-threaded.
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.argv[2];
if (file === undefined) {
  console.error('usage: node [V8 flags] compile_host.mjs FILE.wasm');
  process.exit(2);
}
// A field of /proc/self/status in bytes; Linux says it in KiB.
const status = (name) => 1024 * Number(readFileSync('/proc/self/status', 'latin1').match(`${name}:\\s*(\\d+)`)[1]);

const bytes = readFileSync(file);
// The first use of WebAssembly in a process costs extra: let a tiny module pay for it.
new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
writeFileSync('/proc/self/clear_refs', '5');  // the peak is what it is now
const rss_before_bytes = status('VmRSS');
const begin = process.hrtime.bigint();
new WebAssembly.Module(bytes);
const ns = Number(process.hrtime.bigint() - begin);
console.log(JSON.stringify({ ns, rss_before_bytes, peak_rss_bytes: status('VmHWM') }));
