import { test } from 'vitest'
import { braceExpand, minimatch } from 'minimatch'
import { compileGlob } from '/work/main/packages/matchers/src/glob.ts'
import { PatternError } from '/work/main/packages/matchers/src/pattern-error.ts'
let seed = Number(process.env.SEED ?? 1)
const rnd = () => { seed = (seed * 1664525 + 1013904223) >>> 0; return seed / 2 ** 32 }
const pick = <T,>(a: readonly T[]): T => a[Math.floor(rnd() * a.length)]!
const many = (lo: number, hi: number, f: () => string) => Array.from({ length: lo + Math.floor(rnd() * (hi - lo + 1)) }, f).join('')
const MODE = process.env.GMODE ?? 'safe'
const lits = ['a', 'b', 'c', '.', 'x', '-', ' ']
function atom(d: number): string {
  const r = rnd()
  if (r < 0.4) return pick(lits)
  if (r < 0.52) return '*'
  if (r < 0.62) return '?'
  if (r < 0.74) return pick(['[ab]', '[!a]', '[^.]', '[a-c]', '[.]', '[.a]', '[a-]', '[]a]', '[!]a]', '[[:alpha:]]', '[\\]a]', '[a\\-c]', '[*]', '[a-a]', '[^!]', '[-a]','[[]','[[a]'])
  if (r < 0.78) return pick(['\\a', '\\*', '\\?', '\\[', '\\.', '\\(', '\\{', '\\!'])
  if (r < 0.93 && d > 0 && MODE !== 'noext') return pick(MODE === 'neg' ? ['?', '*', '+', '@', '!','!'] : ['?', '*', '+', '@']) + '(' + Array.from({ length: 1 + Math.floor(rnd() * 3) }, () => many(0, 2, () => atom(d - 1))).join('|') + ')'
  if (d > 0) return '{' + Array.from({ length: 1 + Math.floor(rnd() * 3) }, () => many(0, 2, () => atom(d - 1))).join(pick([',', ',', ',', '..'])) + pick(['}','}','}','}','}','']) 
  return 'a'
}
const seg = () => rnd() < 0.25 ? '**' : many(1, 4, () => atom(2))
const pattern = () => (rnd() < 0.1 ? '!' : '') + Array.from({ length: 1 + Math.floor(rnd() * 4) }, seg).join('/')
const pseg = () => { const s = many(1, 4, () => pick(['a', 'b', 'c', '.', 'x', '-', ' ', '!', '*', '[', ']', '(', '{', '}', ',', 'a', 'a', 'b', 'ab'])); return s === '.' || s === '..' ? 'a' : s }
const path = () => Array.from({ length: 1 + Math.floor(rnd() * 4) }, pseg).join('/')
test('fuzz', () => {
  let n = 0, err: Record<string, number> = {}, bad = 0, hits = 0, mmthrow = 0
  for (let i = 0; i < Number(process.env.N ?? 20000) && bad < 25; i++) {
    const p = pattern(); const dot = rnd() < 0.5
    let g; if (braceExpand(p).some((e) => e.split('/').some((s) => s === '.' || s === '..' || (s.includes('\\') && /^[*?]+[^+@!?*[(]*$/.test(s))))) continue
    try { g = compileGlob(p, { dot }) } catch (e) { if (!(e instanceof PatternError)) throw new Error(p, { cause: e }); const k = e.message.replace(/[^a-z ]/g, '').slice(0, 60); err[k] = (err[k] ?? 0) + 1; continue }
    for (let j = 0; j < 30; j++) {
      const f = path(); n++
      let m; try { m = minimatch(f, p, { dot, platform: 'linux' }) } catch { mmthrow++; break }
      const ours = g.matches(f)
      if (ours) hits++
      if (m !== ours) { bad++; console.log(JSON.stringify({ p, f, dot, mm: m, ours })); break }
    }
  }
  console.log({ n, hits, bad, mmthrow, err })
}, 600000)
