// node fuzz/verdicts.mjs PROGRAM DIRECTORY...: whether Shoal and node (V8) agree on which files are
// valid modules. PROGRAM is build/fuzz/verdicts. Prints each disagreement that has no reason, and a
// table of all; exits with 1 if there is one.
//
// A reason is what an engine says of itself, not what is known of a file: Shoal's errors of the kinds
// "unsupported" and "limit", V8's words for its limits, and a second opinion of V8's with the features
// switched on that are part of the standard by now and that this node has off.
import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {setFlagsFromString} from 'node:v8';

const [program, ...directories] = process.argv.slice(2);
if (!directories.length) {
  console.error('usage: node verdicts.mjs PROGRAM DIRECTORY...');
  process.exit(2);
}
const paths = directories.flatMap(
    (d) => readdirSync(d).map((name) => join(d, name)).filter((path) => statSync(path).isFile()));
const output = execFileSync(
    program, {input: paths.map((path) => path + '\n').join(''), maxBuffer: 1 << 30}).toString();

/** null if V8 takes the bytes for a valid module, or else what it says. */
function nodeError(bytes) {
  try {
    new WebAssembly.Module(bytes);
    return null;
  } catch (error) {
    return error.message.replace(/^WebAssembly.Module\(\): /, '');
  }
}

const isNodesLimit = (message) =>
    /implementation limit|exceeds? (internal |the )?(limit|maximum)|> maximum/.test(message);
// Tables with an initialiser begin with 0x40 where their type used to; node 20's V8 has never
// heard of it.
const isNodesAge = (message) => /^invalid value type 0x40/.test(message);

/** The same with features that V8 has, but does not offer unasked. */
function secondOpinion(bytes) {
  const flags = ['extended-const', 'gc', 'typed-funcref'].map((f) => `experimental-wasm-${f}`);
  for (const flag of flags) setFlagsFromString(`--${flag}`);
  const error = nodeError(bytes);
  for (const flag of flags) setFlagsFromString(`--no-${flag}`);
  return error;
}

const counts = {};
const disagreements = [];
for (const line of output.trimEnd().split('\n')) {
  const [path, kind, text] = line.split('\t');
  const error = nodeError(readFileSync(path));
  let row;
  if (kind === 'valid') {
    row = error === null ? 'both: valid' :
        isNodesAge(error) ? 'only Shoal: valid, a table with an initialiser' :
        isNodesLimit(error) ? 'only Shoal: valid, beyond a limit of node' :
        secondOpinion(readFileSync(path)) === null ?
        'only Shoal: valid, by a feature that node has switched off' :
        'DISAGREE: only Shoal says valid';
  } else if (error !== null) {
    row = `both: no (Shoal: ${kind})`;
  } else {
    row = kind === 'unsupported' || kind === 'limit' ? `only node: valid, to Shoal ${kind}` :
        'DISAGREE: only node says valid';
  }
  counts[row] = (counts[row] ?? 0) + 1;
  if (row.startsWith('DISAGREE')) {
    disagreements.push(`${path}\n    Shoal: ${text || 'valid'}\n    node:  ${error ?? 'valid'}`);
  }
}
for (const disagreement of disagreements) console.log(disagreement);
for (const row of Object.keys(counts).sort()) {
  console.log(String(counts[row]).padStart(7), '', row);
}
process.exit(disagreements.length ? 1 : 0);
