// Calls from JavaScript to WebAssembly and back in node (V8): nanoseconds of one, as JSON. What micro_bench does as
// "host calls wasm, typed" and "wasm calls host", with the same module.
const bytes = Uint8Array.from([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  1, 12, 2, 0x60, 2, 0x7f, 0x7f, 1, 0x7f, 0x60, 1, 0x7f, 1, 0x7f,  // (i32, i32) -> i32; i32 -> i32
  2, 12, 1, 4, ...Buffer.from('host'), 3, ...Buffer.from('add'), 0, 0,
  3, 3, 2, 0, 1,
  7, 19, 2, 3, ...Buffer.from('add'), 0, 1, 9, ...Buffer.from('call_host'), 0, 2,
  10, 36, 2,
  7, 0, 0x20, 0, 0x20, 1, 0x6a, 0x0b,  // add
  26, 1, 1, 0x7f,                      // call_host: sum = 0; do sum = add(sum, n) while (n -= 1)
  0x03, 0x40, 0x20, 1, 0x20, 0, 0x10, 0, 0x21, 1, 0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b, 0x20, 1, 0x0b,
]);

const imports = { host: { add: (a, b) => (a + b) | 0 } };
const { add, call_host } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;

function hostToWasm(calls) {
  let sum = 0;
  for (let i = 0; i < calls; i++) sum = add(sum, 1);
  return sum;
}

// The median of many batches, the first half of them left out: V8's compilers need it. A batch is long enough to time.
function nanoseconds(batch) {
  const calls = 1_000_000, times = [];
  for (let i = 0; i < 80; i++) {
    const begin = process.hrtime.bigint();
    batch(calls);
    times.push(Number(process.hrtime.bigint() - begin) / calls);
  }
  return times.slice(40).sort((a, b) => a - b)[20];
}

console.log(JSON.stringify({ 'host to wasm': nanoseconds(hostToWasm), 'wasm to host': nanoseconds(call_host) }));
