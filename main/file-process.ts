import { answering } from './adapters/foreign-files/file-process.ts';

/** The program of a process that reads or writes for the app, and is killed where a call does not return. */
const answer = answering(process.argv.at(-1) ?? '');
process.parentPort.on('message', ({ data }) => process.parentPort.postMessage({ result: answer(data) }));
process.parentPort.postMessage({ ready: true });
