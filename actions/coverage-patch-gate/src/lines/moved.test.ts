import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findMoved, type Run } from './moved.ts'

function run(path: string, texts: string, isWholeFile = false): Run {
  const list = texts.split(' ')
  return { path, texts: list, lines: list.map((_, index) => index + 1), isWholeFile }
}

/** The moved lines of each run, as `path:line` or `-`. */
function origins(added: readonly Run[], removed: readonly Run[]): readonly string[] {
  return findMoved(added, removed).map((lines) =>
    lines.map((origin) => (origin ? `${origin.path}:${origin.line}` : '-')).join(' '),
  )
}

describe('findMoved', () => {
  it('leaves out three lines that only moved, but not two', () => {
    expect(origins([run('b', 'x y z')], [run('a', 'w x y z')])).toEqual(['a:2 a:3 a:4'])
    expect(origins([run('b', 'x y')], [run('a', 'x y z')])).toEqual(['- -'])
  })

  it('counts a line that changed while its block moved', () => {
    expect(origins([run('b', 'a b c D e f g')], [run('a', 'a b c d e f g')])).toEqual([
      'a:1 a:2 a:3 - a:5 a:6 a:7',
    ])
    expect(origins([run('b', 'a b C d e')], [run('a', 'a b c d e')])).toEqual(['- - - - -'])
  })

  it('counts lines in another order, and lines between which new code stands', () => {
    expect(origins([run('b', 'z y x')], [run('a', 'x y z')])).toEqual(['- - -'])
    expect(origins([run('b', 'x N y N z')], [run('a', 'x y z')])).toEqual(['- - - - -'])
  })

  it('lets each removed line pay once, so a second copy counts', () => {
    expect(origins([run('b', 'x y z'), run('c', 'x y z')], [run('a', 'x y z')])).toEqual([
      'a:1 a:2 a:3',
      '- - -',
    ])
    expect(origins([run('b', 'r r r r r r')], [run('a', 'r r r')])).toEqual(['a:1 a:2 a:3 - - -'])
  })

  it('lets the longest block take the removed lines, wherever it stands', () => {
    expect(origins([run('b', 'b c d e'), run('c', 'a b c d e')], [run('a', 'a b c d e')])).toEqual([
      '- - - -',
      'a:1 a:2 a:3 a:4 a:5',
    ])
    expect(origins([run('b', 'a b c d e f')], [run('a', 'b c d x'), run('e', 'b c d e f')])).toEqual([
      '- e:1 e:2 e:3 e:4 e:5',
    ])
  })

  it('does not join the end of one removed block with the start of another', () => {
    expect(origins([run('b', 'x y z')], [run('a', 'x y'), run('c', 'z w')])).toEqual(['- - -'])
    expect(origins([run('b', 'x y'), run('c', 'z w')], [run('a', 'x y z w')])).toEqual(['- -', '- -'])
  })

  it('leaves out a short file that only changed its name, but not a short piece of one', () => {
    expect(origins([run('b', 'x', true)], [run('a', 'x', true)])).toEqual(['a:1'])
    expect(origins([run('b', 'x', true)], [run('a', 'x', false)])).toEqual(['-'])
    expect(origins([run('b', 'x', false)], [run('a', 'x', true)])).toEqual(['-'])
    expect(origins([run('b', 'x', true), run('c', 'x', true)], [run('a', 'x', true)])).toEqual(['a:1', '-'])
  })

  it('ignores white space at the end of lines, and no other', () => {
    const moved = findMoved(
      [{ path: 'b', lines: [1, 2, 3], texts: ['a ', 'b\r', 'c'], isWholeFile: false }],
      [{ path: 'a', lines: [1, 2, 3], texts: ['a', 'b', 'c\t'], isWholeFile: false }],
    )
    expect(moved[0]).toHaveLength(3)
    expect(moved[0]?.every((origin) => origin?.path === 'a')).toBe(true)
    expect(
      findMoved(
        [{ path: 'b', lines: [1, 2, 3], texts: [' a', 'b', 'c'], isWholeFile: false }],
        [{ path: 'a', lines: [1, 2, 3], texts: ['a', 'b', 'c'], isWholeFile: false }],
      )[0],
    ).toEqual([undefined, undefined, undefined])
  })

  const runs = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 12 }), {
    maxLength: 5,
  })

  it('agrees with a search that tries every block, the longest first', () => {
    fc.assert(
      fc.property(runs, runs, (added, removed) => {
        const toRun =
          (name: string) =>
          (texts: readonly string[], index: number): Run => ({
            path: `${name}${index}`,
            texts,
            lines: texts.map((_, line) => line + 1),
            isWholeFile: false,
          })
        const moved = findMoved(added.map(toRun('n')), removed.map(toRun('o')))
        const lengths = moved.flat().filter(Boolean).length
        const used = new Set<string>()
        moved.forEach((lines, index) => {
          lines.forEach((origin, line) => {
            if (!origin) return
            const key = `${origin.path}:${origin.line}`
            expect(used.has(key)).toBe(false)
            used.add(key)
            expect(removed[Number(origin.path.slice(1))]?.[origin.line - 1]).toBe(added[index]?.[line])
          })
        })
        const slow = everyBlock(added, removed)
        expect(longest(moved)).toBe(slow.longest)
        // What is left over holds no block of three on both sides.
        expect(leftOver(added, removed, moved, used)).toBe(false)
        expect(lengths > 0).toBe(slow.longest > 0)
      }),
      { numRuns: 2_000 },
    )
  })

  it('compares 100,000 lines in time that grows with their number, however often they are repeated', () => {
    for (const text of [(line: number) => `${line}`, () => 'same', (line: number) => `${line % 7}`, noise]) {
      const time = (count: number) => {
        const texts = Array.from({ length: count }, (_, line) => text(line))
        const lines = texts.map((_, line) => line + 1)
        const added = [{ path: 'b', lines, texts, isWholeFile: false }]
        const removed = [
          {
            path: 'a',
            lines,
            texts: [...texts.slice(count / 2), ...texts.slice(0, count / 2)],
            isWholeFile: false,
          },
        ]
        const before = process.cpuUsage()
        findMoved(added, removed)
        const { user, system } = process.cpuUsage(before)
        return user + system
      }
      const best = (count: number) => Math.min(time(count), time(count), time(count))
      best(10_000)
      // Quadratic time would be a hundred times as long.
      expect(best(100_000)).toBeLessThan(40 * best(10_000) + 300_000)
    }
  })
})

/** Few lines, in an order that repeats nothing for long. */
function noise(line: number): string {
  return `${(Math.imul(line, 0x9e3779b1) >>> 16) % 3}`
}

/** The length of the longest block of which both sides have one. */
function everyBlock(added: readonly (readonly string[])[], removed: readonly (readonly string[])[]) {
  let best = 0
  for (const a of added)
    for (let i = 0; i < a.length; i += 1)
      for (const b of removed)
        for (let j = 0; j < b.length; j += 1) {
          let length = 0
          while (i + length < a.length && j + length < b.length && a[i + length] === b[j + length])
            length += 1
          best = Math.max(best, length)
        }
  return { longest: best >= 3 ? best : 0 }
}

/** The most neighbouring lines that come from neighbouring lines. */
function longest(moved: readonly (readonly ({ path: string; line: number } | undefined)[])[]): number {
  let best = 0
  for (const lines of moved) {
    let length = 0
    let before: { path: string; line: number } | undefined
    for (const origin of lines) {
      if (!origin) length = 0
      else if (before && before.path === origin.path && before.line + 1 === origin.line) length += 1
      else length = 1
      before = origin
      best = Math.max(best, length)
    }
  }
  return best
}

function leftOver(
  added: readonly (readonly string[])[],
  removed: readonly (readonly string[])[],
  moved: readonly (readonly unknown[])[],
  used: ReadonlySet<string>,
): boolean {
  const windows = (lines: readonly (string | undefined)[]) =>
    lines.flatMap((_, at) => {
      const window = lines.slice(at, at + 3)
      return window.length === 3 && window.every((line) => line !== undefined) ? [window.join()] : []
    })
  const left = new Set(
    added.flatMap((lines, index) =>
      windows(lines.map((line, at) => (moved[index]?.[at] ? undefined : line))),
    ),
  )
  return removed
    .flatMap((lines, index) =>
      windows(lines.map((line, at) => (used.has(`o${index}:${at + 1}`) ? undefined : line))),
    )
    .some((window) => left.has(window))
}
