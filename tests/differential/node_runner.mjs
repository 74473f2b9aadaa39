// Runs generated modules in node (V8): DIRECTORY holds manifest.json and the modules, and receives results.json.
// Host functions, hash and the way values are shown are those of run_in_shoal.cc.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import v8 from 'node:v8';

// Tail calls were behind a flag before node 20's V8.
if (Number(process.versions.node.split('.')[0]) < 20) v8.setFlagsFromString('--experimental-wasm-return-call');

const directory = process.argv[2];
const words = new DataView(new ArrayBuffer(8));

function argument([type, bits]) {
  words.setBigUint64(0, BigInt(bits), true);
  switch (type) {
    case 'i32': return words.getInt32(0, true);
    case 'i64': return words.getBigInt64(0, true);
    case 'f32': return words.getFloat32(0, true);
    default: return words.getFloat64(0, true);
  }
}

function show(type, value) {
  if (type === 'i32' || type === 'i64') return String(value);
  if (Number.isNaN(value)) return 'nan';
  if (type === 'f32') {
    words.setFloat32(0, value, true);
    return 'f32:' + words.getUint32(0, true).toString(16);
  }
  words.setFloat64(0, value, true);
  return 'f64:' + words.getBigUint64(0, true).toString(16);
}

function hash(memory) {
  let h = 0x811c9dc5 | 0;
  for (const word of new Int32Array(memory.buffer)) h = Math.imul(h ^ word, 0x01000193);
  return h >>> 0;
}

const trapClasses = [
  [/unreachable/, 'unreachable'],
  [/memory access out of bounds/, 'memory'],
  [/table.*out of bounds|out of bounds table/, 'table'],
  [/signature|null/, 'signature'],
  [/divide by zero|remainder by zero/, 'zero'],
  [/unrepresentable/, 'overflow'],
];

function trapClass(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) throw error;
  const found = trapClasses.find(([pattern]) => pattern.test(error.message));
  return found ? found[1] : error.message;
}

// The result types of exported functions and the types of exported globals, which JavaScript does not tell: read from
// the module's bytes.
function readTypes(bytes) {
  let at = 8;
  const names = { 0x7f: 'i32', 0x7e: 'i64', 0x7d: 'f32', 0x7c: 'f64' };
  const leb = () => {
    let value = 0, shift = 0, byte;
    do {
      byte = bytes[at++];
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    } while (byte >= 0x80);
    return value;
  };
  const list = (read) => Array.from({ length: leb() }, read);
  const name = () => {
    const size = leb();
    at += size;
    return new TextDecoder().decode(bytes.subarray(at - size, at));
  };
  const types = [], functions = [], globals = [], results = {}, globalTypes = {};
  while (at < bytes.length) {
    const section = bytes[at++], size = leb(), end = at + size;
    if (section === 1) {
      list(() => {
        at++;
        list(() => bytes[at++]);
        types.push(list(() => names[bytes[at++]]));
      });
    } else if (section === 2) {
      list(() => {
        name(), name(), at++;
        functions.push(leb());
      });
    } else if (section === 3) {
      list(() => functions.push(leb()));
    } else if (section === 6) {
      list(() => {
        globals.push(names[bytes[at]]);
        at += 2;
        const op = bytes[at++];
        if (op === 0x43) at += 4;
        else if (op === 0x44) at += 8;
        else while (bytes[at++] >= 0x80);
        at++;
      });
    } else if (section === 7) {
      list(() => {
        const exported = name(), kind = bytes[at++], index = leb();
        if (kind === 0) results[exported] = types[functions[index]];
        if (kind === 3) globalTypes[exported] = globals[index];
      });
    }
    at = end;
  }
  return { results, globalTypes };
}

function run({ file, calls, globals }) {
  const bytes = readFileSync(join(directory, file));
  const { results, globalTypes } = readTypes(bytes);
  let noted = 0;
  const env = {
    note: (v) => { noted = (Math.imul(noted, 31) + v) >>> 0; },
    integers: (a, b) => BigInt.asIntN(64, (b ^ BigInt(a)) * 0x9e3779b97f4a7c15n),
    floats: (a, b) => a + b,
    many: (a, b, c, d, e, f, g, h, i, j) => {
      const low = Number(BigInt.asIntN(32, c)), high = Number(BigInt.asIntN(32, g >> 32n));
      const order = (b < j ? 1 : 0) + (e > 0 ? 2 : 0);
      return (a + Math.imul(3, low) + Math.imul(5, d) + Math.imul(7, f) + Math.imul(11, high) + Math.imul(13, h) +
              Math.imul(17, i) + order) | 0;
    },
  };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env });
  return calls.map((call) => {
    let result;
    try {
      const returned = exports[call.function](...call.arguments.map(argument));
      const types = results[call.function];
      const values = types.length === 0 ? [] : types.length === 1 ? [returned] : returned;
      result = values.map((v, i) => show(types[i], v)).join(' ');
    } catch (error) {
      result = 'trap: ' + trapClass(error);
    }
    const shown = globals.map((name) => ' ' + show(globalTypes[name], exports[name].value)).join('');
    const pages = exports.memory.buffer.byteLength / 65536;
    return [result, `noted ${noted}, memory ${pages} ${hash(exports.memory)}, globals${shown}`];
  });
}

const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json')));
writeFileSync(join(directory, 'results.json'), JSON.stringify(manifest.map(run)));
