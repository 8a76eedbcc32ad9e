// Many EPUBs through DAISY Ace in one browser. Usage: node ace.cjs VERDICTS, paths on stdin;
// PUPPETEER_EXECUTABLE_PATH names the browser, NODE_PATH the folder that Ace is installed in.
// Verdicts: see Verdicts.java. A violation of any impact is a complaint.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const ace = require('@daisy/ace-core');
const runner = require('@daisy/ace-axe-runner-puppeteer');

const verdicts = fs.openSync(process.argv[2], 'w');

// Ace opens and closes a browser for each book; here it keeps the first one.
let browser;
const oneBrowser = {
  concurrency: runner.concurrency,
  setTimeout: runner.setTimeout,
  launch: () => (browser ??= runner.launch()),
  close: () => Promise.resolve(),
  run: runner.run,
};

function write(index, complaint) {
  fs.writeSync(verdicts, `${index}\t${complaint.trim().replace(/\s+/g, ' ')}\n`);
}

function* complaints(report) {
  for (const { 'earl:testSubject': subject, assertions } of report.assertions) {
    for (const { 'earl:test': test, 'earl:result': result } of assertions) {
      const words = result['dct:description'] ?? '';
      yield `${test['earl:impact']} ${test['dct:title']} ${subject.url} ${words} ${result.html ?? ''}`;
    }
  }
}

async function judge(index, epub) {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'ace-'));
  try {
    const options = { cwd: process.cwd(), outdir, silent: true, initLogger: true, fileName: 'ace.log' };
    const [, report] = await ace(epub, options, oneBrowser);
    for (const complaint of complaints(report)) write(index, complaint);
  } catch (failure) {
    write(index, `could not be checked: ${failure?.message ?? failure}`);
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
  fs.writeSync(verdicts, `${index}\t\n`);
}

(async () => {
  let index = 0;
  for await (const epub of readline.createInterface({ input: process.stdin })) {
    await judge(index++, epub);
  }
  if (browser) await runner.close();
})().then(
  () => process.exit(0),
  (failure) => {
    console.error(failure);
    process.exit(1);
  },
);
