/*
 * report.mjs - the report in headless Chromium: layout, search, order, pages,
 * hostile documents, accessibility, 100,000 clusters.
 *
 *	node report.mjs BUILD TAWAM NEWS [SHOTS]
 *
 * BUILD has node_modules with playwright-core and axe-core; in SHOTS pictures
 * are left to look at.
 */
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [build, tawam, news, shots] = process.argv.slice(2)
    .map(p => path.resolve(p));
const require = createRequire(path.join(build, 'package.json'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const work = fs.mkdtempSync(path.join(build, 'work-'));
let passed = 0, failed = 0;

function check(what, ok, detail) {
	if (ok) {
		passed++;
		return;
	}
	failed++;
	console.log(`browser: FAILED: ${what}`, detail === undefined ? '' :
	    JSON.stringify(detail).slice(0, 1500));
}

function report(name, input, ...options) {
	const out = path.join(work, name);

	execFileSync(tawam, ['dedup', '-q', '--out', out, ...options, input],
	    { stdio: ['ignore', 'inherit', 'inherit'] });
	return path.join(out, 'report.html');
}

function corpus(name, records) {
	const file = path.join(work, name);

	fs.writeFileSync(file, records.map(r => JSON.stringify(r) + '\n')
	    .join(''));
	return file;
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM
    || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu',
    '--disable-background-networking'] });

/* A page, what went wrong in it, and what it asked for. */
async function open(file, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1200,
	    height: 1000 }, ...options });
	const page = await context.newPage();
	const trouble = [], requests = [];

	page.on('pageerror', e => trouble.push(String(e)));
	page.on('console', m => m.type() === 'error' &&
	    trouble.push(m.text()));
	page.on('dialog', d => {
		trouble.push('dialog ' + d.message());
		d.dismiss();
	});
	page.on('request', r => requests.push(r.url()));
	const start = Date.now();
	await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
	if (options.javaScriptEnabled !== false)
		await page.waitForSelector('html[data-ready]',
		    { state: 'attached', timeout: 30000 });
	return { context, page, trouble, requests, ms: Date.now() - start };
}

function quiet(what, p) {
	check(`${what}: no page error`, p.trouble.length === 0, p.trouble);
	check(`${what}: no request but its own`, p.requests.length === 1,
	    p.requests);
}

async function shoot(p, name, fullPage = false) {
	if (shots === undefined)
		return;
	fs.mkdirSync(shots, { recursive: true });
	await p.page.screenshot({ path: path.join(shots, name + '.png'),
	    fullPage });
}

const visible = p => p.page.$$eval('#clusters .items > *',
    list => list.map(e => ({ n: +e.dataset.n, s: +e.dataset.s,
    j: +e.dataset.j, text: e.textContent })));

async function find(p, list, words) {
	await p.page.fill(`#find-${list}`, words);
	await p.page.waitForTimeout(300);
}

async function accessible(what, p) {
	await p.page.evaluate(source => { (0, eval)(source); }, axe)
	    .catch(() => p.page.addScriptTag({ content: axe }));
	const found = await p.page.evaluate(() => window.axe.run(document,
	    { resultTypes: ['violations'] }));
	const bad = found.violations.filter(v => v.impact === 'serious' ||
	    v.impact === 'critical').map(v => ({ id: v.id, n: v.nodes.length,
	    first: v.nodes[0].html.slice(0, 200),
	    why: v.nodes[0].failureSummary.slice(0, 300) }));

	check(`${what}: axe-core has nothing serious`, bad.length === 0, bad);
}

async function theNews() {
	const file = report('news', news, '--floor', '0.5', '--date-field',
	    'date', '--source-field', 'outlet');
	const p = await open(file, { bypassCSP: false });

	check('right to left', await p.page.evaluate(() =>
	    getComputedStyle(document.body).direction) === 'rtl');
	check('Arabic first among the fonts', (await p.page.evaluate(() =>
	    getComputedStyle(document.body).fontFamily)).includes('Arabic'));
	check('nothing is wider than the page', await p.page.evaluate(() =>
	    document.documentElement.scrollWidth <= innerWidth));
	const sides = await p.page.$eval('.sides', e => [...e.children]
	    .map(c => c.getBoundingClientRect().left));
	check('the first text stands at the right', sides[0] > sides[1],
	    sides);
	check('a page of 25', (await visible(p)).length === 25);

	/* HEH for TEH MARBUTA, no hamza, harakat and a tatweel between. */
	const all = await visible(p);
	await find(p, 'clusters', 'الطلّـاب المدرسه');
	const hits = await visible(p);
	check('search folds spelling', hits.length > 0 && hits.length <
	    all.length && hits.every(h => h.text.includes('المدرسة') ||
	    h.text.includes('المدرسه')), hits.map(h => h.n));
	await find(p, 'clusters', 'زقفوط');
	check('what is nowhere is not found', (await visible(p)).length === 0);
	await find(p, 'clusters', '');
	check('an empty search finds all', (await visible(p)).length === 25);

	await p.page.selectOption('#order-clusters', 'l');
	let now = await visible(p);
	check('least alike first', now.every((c, i) => i === 0 ||
	    now[i - 1].j <= c.j) && now[0].j < now[24].j);
	await p.page.selectOption('#order-clusters', 'n');
	now = await visible(p);
	check('in the order of the input', now.every((c, i) => c.n === i + 1));
	await p.page.selectOption('#order-clusters', 's');
	now = await visible(p);
	check('largest first', now.every((c, i) => i === 0 ||
	    now[i - 1].s >= c.s));
	await p.page.click('#clusters .next');
	now = await visible(p);
	check('the second page has the rest', now.length > 0 && now.every(c =>
	    !all.some(a => a.n === c.n)));
	check('there is no third', await p.page.isDisabled('#clusters .next'));

	/* From the keyboard alone. */
	await p.page.keyboard.press('/');
	check('/ goes to the search', await p.page.evaluate(() =>
	    document.activeElement.id) === 'find-clusters');
	await p.page.keyboard.press('Escape');
	await p.page.focus('#clusters details:not([open]) summary');
	await p.page.keyboard.press('Enter');
	check('Enter opens a cluster', await p.page.evaluate(() =>
	    document.activeElement.parentElement.open));
	await p.page.evaluate(n => { location.hash = 'c' + n; }, all[3].n);
	await p.page.waitForTimeout(200);
	check('an address leads to its cluster', await p.page.$eval(
	    `#c${all[3].n}`, e => e.open));

	await find(p, 'pairs', 'template');
	check('kinds can be searched', await p.page.$$eval(
	    '#pairs .items .badge', b => b.length > 0 && b.every(e =>
	    e.className.includes('template'))));
	check('what conflicts is said', await p.page.$$eval(
	    '#pairs .items > details', d => d.filter(e =>
	    e.querySelector('.against')).length * 2 > d.length));
	await find(p, 'pairs', '');
	const tree = await p.page.$$eval('#clusters .tree ol', lists =>
	    lists.map(l => [...l.querySelectorAll('time')]
	    .map(t => t.textContent)));
	check('trees of dates', tree.length > 3 && tree.every(t => t.every(d =>
	    d >= t[0])), tree);
	await p.page.evaluate(() => scrollTo(0, 0));
	await shoot(p, 'wide', true);
	await p.page.$eval('#pairs details', e => { e.open = true;
	    e.scrollIntoView(); });
	await shoot(p, 'pairs');
	await p.page.$eval('.tree', e => {
	    e.closest('details').open = true; e.scrollIntoView(); });
	await shoot(p, 'tree');
	quiet('news', p);
	const pdf = await p.page.pdf({ format: 'A4' });
	check('prints', pdf.length > 20000, pdf.length);
	if (shots !== undefined)
		fs.writeFileSync(path.join(shots, 'print.pdf'), pdf);
	await p.context.close();

	for (const colorScheme of ['light', 'dark']) {
		const q = await open(file, { colorScheme, bypassCSP: true });

		await q.page.$$eval('details', d => d.slice(0, 60)
		    .forEach(e => { e.open = true; }));
		await accessible(colorScheme, q);
		await q.context.close();
	}
	const dark = await open(file, { colorScheme: 'dark' });
	const ground = await dark.page.evaluate(() =>
	    getComputedStyle(document.body).backgroundColor);
	check('dark is dark', ground.match(/\d+/g).every(c => +c < 60),
	    ground);
	await shoot(dark, 'dark');
	await dark.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
	check('but paper is not', await dark.page.evaluate(() =>
	    getComputedStyle(document.body).color.match(/\d+/g)
	    .every(c => +c < 60)));
	await dark.context.close();
	const phone = await open(file, { viewport: { width: 390, height: 844 },
	    deviceScaleFactor: 2 });
	check('a phone is wide enough', await phone.page.evaluate(() =>
	    document.documentElement.scrollWidth <= innerWidth));
	await shoot(phone, 'phone');
	await phone.page.$eval('#clusters article:nth-of-type(2)',
	    e => e.scrollIntoView());
	await shoot(phone, 'phone-text');
	await phone.context.close();
	const plain = await open(file, { javaScriptEnabled: false });
	check('without script all clusters are there', (await visible(plain))
	    .length === 45 && !await plain.page.isVisible('.bar2'));
	check('templates, contained and below are there', await plain.page
	    .$$eval('#pairs summary .badge', b => new Set(b.map(e =>
	    e.className)).size) === 3);
	await plain.context.close();
}

async function hostile() {
	const body = 'هذا نص طويل يكفي لأن يقارن مع غيره من النصوص التي ' +
	    'تشبهه في هذه المجموعة الصغيرة من الوثائق المختارة للفحص ';
	const evil = [
		'<script>alert(1)</script><img src=x onerror=alert(2)>',
		'</script><script>alert(3)</script>', ']]><svg onload=alert(4)>',
		'&lt;script&gt;alert(5)&lt;/script&gt; &amp;lt;b&amp;gt;',
		'"\'`><style>*{display:none}</style><base href="http://x.y/">',
		'\u202e\u2066\u2067\u202d عكس \u200f\u061c\u2069',
		'<!-- --!> <![CDATA[ <?xml ?> <meta http-equiv=refresh ' +
		    'content="0;url=http://x.y/">',
		'\u0000\u0001\u001b[31m\ufeff\ufffe\ue000\u{e0041}\u2028',
		'ب' + '\u064e\u0651'.repeat(300),
		'كلمة'.repeat(4000), 'x'.repeat(100000),
		'{{7*7}} ${7*7} \\u003cscript\\u003e javascript:alert(6)',
	];
	const records = [];

	evil.forEach((e, i) => {
		for (const k of ['', ' وختام'])
			records.push({ id: `${e.slice(0, 300)}${i}${k}`,
			    source: e.slice(0, 300), date: '2024-01-0' + (1 +
			    (i % 9)), text: `${body}${body}${i} ${e}${k}` });
		/* Another event in the same frame. */
		records.push({ id: `t${i}${e.slice(0, 200)}`, text: `${body}${
		    body}${i + 5000} ريال في ${i + 31} يوما ${e}` });
	});
	const file = report('hostile', corpus('hostile.jsonl', records),
	    '--floor', '0.3', '--date-field', 'date', '--source-field',
	    'source');
	const p = await open(file);

	await p.page.waitForTimeout(500);
	quiet('hostile', p);
	check('no element of theirs', await p.page.evaluate(() =>
	    document.querySelectorAll('main img, main svg[onload], base, ' +
	    'main style, main script:not([type="application/json"]), ' +
	    'meta[http-equiv=refresh]').length) === 0);
	check('the texts are shown as they are', await p.page.evaluate(() =>
	    document.body.textContent.includes('<script>alert(1)</script>') &&
	    document.body.textContent.includes('&lt;script&gt;alert(5)')));
	check('no direction mark is left', await p.page.evaluate(() =>
	    !/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/
	    .test(document.querySelector('main').textContent)));
	check('but they are seen', await p.page.$$eval('.u[title="U+202E"]',
	    l => l.length) > 0);
	check('huge words do not widen the page', await p.page.evaluate(() =>
	    document.documentElement.scrollWidth <= innerWidth));
	check('no mark begins a marked stretch', await p.page.$$eval(
	    'ins, del', l => l.every(e => !/^\p{M}/u.test(e.textContent))));
	await find(p, 'clusters', '<script>');
	check('hostile words can be searched', (await visible(p)).length > 0);
	quiet('hostile, searched', p);
	await shoot(p, 'hostile', false);
	await p.context.close();
}

/* Two words of syllables for each cluster, so that no two are alike. */
async function many(n) {
	const syllables = 'با تو ثي جا حو خي دا ذو ري زا سو شي صا ضو طي ظا'
	    .split(' ');
	const input = path.join(work, 'many.jsonl');
	const out = fs.openSync(input, 'w');
	let state = 12345, lines = '';
	const random = () => (state = state * 16807 % 2147483647);

	for (let i = 0; i < n; i++) {
		let text = '';

		for (let k = 0; k < 10; k++) {
			for (let s = 0; s < 4; s++)
				text += syllables[random() % 16];
			text += ' ';
		}
		for (const c of ['a', '</script>b'])
			lines += JSON.stringify({ id: `${i}${c}`, text }) +
			    '\n';
		if (lines.length > 1 << 20 || i === n - 1) {
			fs.writeSync(out, lines);
			lines = '';
		}
	}
	fs.closeSync(out);
	const file = report('many', input);
	const p = await open(file);

	console.log(`browser: ${n} clusters, ${(fs.statSync(file).size / 1e6)
	    .toFixed(1)} MB, open in ${p.ms} ms`);
	check('many clusters open in a few seconds', p.ms < 5000, p.ms);
	quiet('many', p);
	check('all are listed', (await p.page.textContent('#clusters output'))
	    .endsWith(' / ' + n.toLocaleString('en-US')));
	let start = Date.now();
	await find(p, 'clusters', `${n - 1}a`);
	check('the last one is found', (await visible(p)).length === 1);
	console.log(`browser: found among them in ${Date.now() - start} ms`);
	check('soon', Date.now() - start < 3000, Date.now() - start);
	await find(p, 'clusters', '');
	await p.page.evaluate(m => { location.hash = 'c' + m; }, n);
	await p.page.waitForTimeout(500);
	check('an address leads to a listed one', await p.page.isVisible(
	    `#c${n}`));
	await shoot(p, 'many');
	quiet('many, searched', p);
	await p.context.close();
}

try {
	await theNews();
	await hostile();
	await many(100000);
} finally {
	await browser.close();
	fs.rmSync(work, { recursive: true, force: true });
}
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed < 40 ? 1 : 0);
