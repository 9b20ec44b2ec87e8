// Runs the command line out of the app's archive: it has its code in common with the app, and plain Node reads no archive.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

/** Four lengths of four bytes, then JSON, then the files. */
const archive = fs.readFileSync(path.join(__dirname, '..', 'app.asar'));
const start = 8 + archive.readUInt32LE(4);
const index = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12)));
const files = index.files.out.files.main.files;

/** As in a checkout, the bundle lies two folders below its package.json. */
const folder = path.join(__dirname, 'out', 'main');
const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
const modules = new Map();

function load(name) {
  const loaded = modules.get(name);
  if (loaded !== undefined) return loaded.exports;
  const module = { exports: {} };
  modules.set(name, module);
  const at = start + Number(files[name].offset);
  const filename = path.join(folder, name);
  const run = vm.compileFunction(archive.toString('utf8', at, at + files[name].size), parameters, { filename });
  run(module.exports, (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id)), module, filename, folder);
  return module.exports;
}

load('cli.cjs');
