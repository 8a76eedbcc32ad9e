// Measures pages in a browser as readers see them: on a phone, a tablet and a desk, in the light and
// in the dark, in the usual type and in type of twice the size. Usage: node measure.cjs, with
// PUPPETEER_EXECUTABLE_PATH; lines "name<tab>address" on stdin; a line of JSON for each complaint.
'use strict';

const readline = require('node:readline');
const puppeteer = require('puppeteer-core');

const WIDTHS = [390, 820, 1280];
const SCHEMES = ['light', 'dark'];
const SIZES = [100, 200];
const LEAST = 4.5;
const LEAST_LARGE = 3;

// Runs in the page: what is wider than the screen, what is hard to read, which words are broken.
function complaints(least, leastLarge, isUsualType) {
  const found = [];
  const root = document.documentElement;
  const said = (element) => {
    const names = element.className && element.className.baseVal === undefined ? element.className : '';
    const words = (element.textContent || '').trim().replace(/\s+/g, ' ').slice(0, 40);
    return `${element.localName}${names ? '.' + String(names).split(' ').join('.') : ''} “${words}”`;
  };
  const scrolls = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return true;
    }
    return false;
  };
  if (root.scrollWidth > root.clientWidth + 1) {
    const wide = [...document.body.querySelectorAll('*')].filter(
      (one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(one));
    const inner = wide.filter((one) => !wide.some((other) => other !== one && one.contains(other)));
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node && !inner.length; node = texts.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const isWide = range.getBoundingClientRect().right > root.clientWidth + 1;
      if (isWide && !scrolls(node.parentElement)) inner.push(node.parentElement);
    }
    found.push(`${root.scrollWidth} px wide: ${inner.slice(0, 3).map(said).join('; ')}`);
  }
  for (const box of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(box);
    if (!['auto', 'scroll', 'hidden', 'clip'].includes(style.overflowX) || box.closest('svg, math')) continue;
    const more = box.scrollHeight - box.clientHeight;
    if (more > 1 && box.clientHeight > 1) found.push(`${more} px higher than its box: ${said(box)}`);
    const moves = ['auto', 'scroll'].includes(style.overflowX) && box.scrollWidth > box.clientWidth + 1;
    if (isUsualType && moves && box.tabIndex < 0) found.push(`not moved by keyboard: ${said(box)}`);
    // Nobody can move to what is before the beginning of a box.
    for (const part of ['hidden', 'clip'].includes(style.overflowX) ? [] : box.children) {
      const before = box.getBoundingClientRect().left + box.clientLeft - part.getBoundingClientRect().left;
      if (before > 1 && style.direction === 'ltr' && !box.scrollLeft) found.push(`${Math.round(before)} px out of reach: ${said(part)}`);
    }
  }
  const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
  const parse = (text) => {
    const numbers = (text.match(/[\d.]+/g) || []).map(Number);
    return [numbers[0] || 0, numbers[1] || 0, numbers[2] || 0, numbers.length > 3 ? numbers[3] : 1];
  };
  const over = (top, below) => [0, 1, 2].map((n) => top[n] * top[3] + below[n] * (1 - top[3]));
  const ground = (element) => {
    const layers = [];
    for (let up = element; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.backgroundImage !== 'none') return null;
      const color = parse(style.backgroundColor);
      if (color[3] > 0) layers.push(color);
      if (color[3] === 1) break;
    }
    const isDark = matchMedia('(prefers-color-scheme: dark)').matches
      && getComputedStyle(root).colorScheme.includes('dark');
    return layers.reverse().reduce((below, top) => over(top, below), isDark ? [18, 18, 18] : [255, 255, 255]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  const broken = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('svg, script, style, math annotation')) continue;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (style.visibility === 'hidden' || !box.width || box.right < 0 || box.bottom < 0) continue;
    if (isUsualType && !seen.has(element)) {
      seen.add(element);
      const behind = ground(element);
      if (behind) {
        const ink = over(parse(style.color), behind);
        const [a, b] = [light(ink), light(behind)].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        const size = parseFloat(style.fontSize);
        const isLarge = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight, 10) >= 700);
        if (ratio < (isLarge ? leastLarge : least)) found.push(`contrast ${ratio.toFixed(2)}: ${said(element)}`);
      }
    }
    if (style.hyphens === 'auto' || element.closest('pre, code, .address')) continue;
    // A word alone between spaces: what has other signs in it, as a file's name, breaks anywhere.
    for (const match of node.data.matchAll(/(?<![^\s(“„«])[\p{Script=Latin}\p{M}’']{2,}(?![^\s.,;:!?)”“»])/gu)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const lines = new Set([...range.getClientRects()].map((rect) => Math.round(rect.bottom)));
      if (lines.size > 1 && match[0].length < 25) broken.push(`${match[0]} in ${said(element)}`);
    }
  }
  return [...found, ...broken.map((one) => `broken: ${one}`)];
}

async function measure(page, name, address) {
  await page.goto(address, { waitUntil: 'load' });
  for (const width of WIDTHS) {
    await page.setViewport({ width, height: 900 });
    for (const size of SIZES) {
      await page.evaluate((percent) => { document.documentElement.style.fontSize = percent === 100 ? '' : `${percent}%`; }, size);
      for (const scheme of size === 100 ? SCHEMES : SCHEMES.slice(0, 1)) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        for (const one of await page.evaluate(complaints, LEAST, LEAST_LARGE, size === 100)) {
          console.log(JSON.stringify([name, `${width} px, ${size} %, ${scheme}`, one]));
        }
      }
    }
  }
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.PUPPETEER_EXECUTABLE_PATH, args: ['--no-sandbox', '--allow-file-access-from-files'], headless: true });
  const page = await browser.newPage();
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [name, address] = line.split('\t');
    await measure(page, name, address);
  }
  await browser.close();
})().catch((failure) => {
  console.error(failure);
  process.exit(1);
});
