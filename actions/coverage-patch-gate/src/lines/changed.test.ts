import type { ChangedLines, Hunk } from '@suite/changes'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChangedSource, classifyChange } from './changed.ts'

/** A change of one file, line by line: ` kept`, `-removed` or `+added`. */
type Script = readonly string[]

function hunksOf(script: Script): readonly Hunk[] {
  const hunks: { oldStart: number; newStart: number; removed: string[]; added: string[] }[] = []
  let old = 0
  let now = 0
  let current: (typeof hunks)[number] | undefined
  for (const row of script) {
    if (row.startsWith(' ')) {
      old += 1
      now += 1
      current = undefined
      continue
    }
    if (!current) {
      current = { oldStart: old, newStart: now, removed: [], added: [] }
      hunks.push(current)
    }
    if (row.startsWith('-')) {
      old += 1
      if (current.removed.length === 0) current.oldStart = old
      current.removed.push(row.slice(1))
    } else {
      now += 1
      if (current.added.length === 0) current.newStart = now
      current.added.push(row.slice(1))
    }
  }
  return hunks
}

function sourceOf(path: string, script: Script): ChangedSource {
  const lines = script.filter((row) => !row.startsWith('-')).map((row) => row.slice(1))
  return { path, lines, hunks: hunksOf(script) }
}

function changedOf(path: string, script: Script): ChangedLines {
  const isAdded = script.every((row) => row.startsWith('+'))
  const isRemoved = script.every((row) => row.startsWith('-'))
  return {
    path,
    status: isAdded ? 'added' : isRemoved ? 'removed' : 'modified',
    kind: 'file',
    isBinary: false,
    hunks: hunksOf(script),
    newId: undefined,
    oldId: undefined,
  }
}

function classify(files: Readonly<Record<string, Script>>) {
  const scripts = Object.entries(files)
  const present = scripts.filter(([, script]) => !script.every((row) => row.startsWith('-')))
  return classifyChange(
    present.map(([path, script]) => sourceOf(path, script)),
    scripts.map(([path, script]) => changedOf(path, script)),
  )
}

/** The kinds of the added lines of each file. */
function kinds(files: Readonly<Record<string, Script>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...classify(files)].map(([path, lines]) => [
      path,
      lines
        .map(({ line, kind, from }) => `${line}:${kind}${from ? `<${from.path}:${from.line}` : ''}`)
        .join(' '),
    ]),
  )
}

describe('classifyChange', () => {
  it('never counts blank lines, comments and brackets', () => {
    expect(kinds({ 'a.ts': ['+// a', '+', '+b()', '+}', ' /*', '+c()', ' */'] })).toEqual({
      'a.ts': '1:not-code 2:not-code 3:code 4:not-code 6:not-code',
    })
  })

  it('follows moved code across files and across what is no code', () => {
    expect(
      kinds({
        'a.ts': [' x()', '-b()', '-// note', '-c()', ' }', '-d()', ' y()'],
        'b.ts': ['+b()', '+', '+c()', '+{', '+d()'],
      }),
    ).toEqual({ 'a.ts': '', 'b.ts': '1:moved<a.ts:2 2:not-code 3:moved<a.ts:4 4:not-code 5:moved<a.ts:6' })
  })

  it('counts code that moved from a comment, because it was no code', () => {
    expect(
      kinds({ 'a.ts': [' /*', '-b()', '-c()', '-d()', ' */'], 'b.ts': ['+b()', '+c()', '+d()'] })['b.ts'],
    ).toBe('1:code 2:code 3:code')
  })

  it('counts lines between which code stayed', () => {
    expect(
      kinds({ 'a.ts': ['-b()', '-c()', ' x()', '-d()'], 'b.ts': ['+b()', '+c()', '+d()'] })['b.ts'],
    ).toBe('1:code 2:code 3:code')
  })

  it('leaves out a file that only changed its name, however short', () => {
    expect(kinds({ 'a.ts': ['-a()'], 'b.ts': ['+a()'] })).toEqual({ 'b.ts': '1:moved<a.ts:1' })
    expect(kinds({ 'a.ts': ['-a()', '-b()'], 'b.ts': ['+a()'] })).toEqual({ 'b.ts': '1:code' })
    expect(kinds({ 'a.ts': ['-a()', ' b()'], 'b.ts': ['+a()'] })).toEqual({ 'a.ts': '', 'b.ts': '1:code' })
  })

  it('leaves out reformatted code, which pays for nothing else', () => {
    expect(
      kinds({
        'a.ts': ['-a(1)', '-b(2)', '-c(3)', '+a( 1 )', '+b( 2 )', '+c( 3 )'],
        'b.ts': ['+a(1)', '+b(2)', '+c(3)'],
      }),
    ).toEqual({ 'a.ts': '1:reformatted 2:reformatted 3:reformatted', 'b.ts': '1:code 2:code 3:code' })
  })

  it('counts every line of a hunk in which code changed as well', () => {
    expect(kinds({ 'a.ts': ['-a(1)', '+a( 1 )', '+b()'] })).toEqual({ 'a.ts': '1:code 2:code' })
  })

  it('leaves out a change of line ends', () => {
    expect(kinds({ 'a.ts': ['-a()\r', '-b()\r', '+a()', '+b()'] })).toEqual({
      'a.ts': '1:reformatted 2:reformatted',
    })
  })

  it('knows where lines are after hunks that only add or only remove', () => {
    expect(
      kinds({ 'a.ts': ['+n()', ' a()', '-b()', ' c()', '+d()', ' e()', '-f()', '-g()', '+h()'] }),
    ).toEqual({ 'a.ts': '1:code 4:code 6:code' })
  })

  it('takes moved code from a file whose lines after the change are not asked for', () => {
    const script = ['-b()', '-c()', '-d()', ' e()']
    const moved = classifyChange(
      [sourceOf('b.ts', ['+b()', '+c()', '+d()'])],
      [changedOf('a.ts', script), changedOf('b.ts', ['+b()', '+c()', '+d()'])],
    )
    expect(moved.get('b.ts')?.map(({ from }) => from?.line)).toEqual([1, 2, 3])
    const link = { ...changedOf('a.ts', script), kind: 'symlink' as const }
    expect(classifyChange([sourceOf('b.ts', ['+b()', '+c()', '+d()'])], [link]).get('b.ts')?.[0]?.kind).toBe(
      'code',
    )
  })

  const code = fc.constantFrom('a()', 'b()', 'c()', 'd()', 'return null', 'import e')
  const row = fc.tuple(fc.constantFrom(' ', '-', '+'), code).map(([sign, text]) => sign + text)
  const script = fc.array(row, { maxLength: 15 })
  const count = (files: Readonly<Record<string, Script>>) =>
    [...classify(files).values()].flat().filter(({ kind }) => kind === 'code').length

  it('gives the same score if blank lines, comments and brackets are added anywhere', () => {
    const filler = fc.constantFrom('+', '+  ', '+// x', '+/* y */', '+}', '+);')
    const places = fc.array(fc.tuple(fc.nat(15), filler), { maxLength: 8 })
    fc.assert(
      fc.property(script, script, places, (one, two, fillers) => {
        // A filler next to a change would make one hunk of two, so each stands next to a kept line.
        const filled = [...one]
        for (const [place, text] of fillers) {
          const at = Math.min(place, filled.length)
          if (filled[at]?.startsWith(' ') !== false && filled[at - 1]?.startsWith(' ') !== false)
            filled.splice(at, 0, text)
        }
        expect(count({ 'a.ts': filled, 'b.ts': two })).toBe(count({ 'a.ts': one, 'b.ts': two }))
      }),
      { numRuns: 1_000 },
    )
  })

  it('gives the same score if a block of three or more lines moves to another file as well', () => {
    fc.assert(
      fc.property(script, fc.integer({ min: 3, max: 6 }), fc.nat(15), (one, size, place) => {
        const block = Array.from({ length: size }, (_, line) => `moved${line}()`)
        const at = Math.min(place, one.length)
        const removed = block.map((text) => `-${text}`)
        const source = [...one.slice(0, at), ' kept()', ...removed, ' kept()', ...one.slice(at)]
        const still = [...one.slice(0, at), ' kept()', ' kept()', ...one.slice(at)]
        expect(count({ 'a.ts': source, 'b.ts': block.map((text) => `+${text}`) })).toBe(
          count({ 'a.ts': still }),
        )
      }),
      { numRuns: 1_000 },
    )
  })

  it('never leaves out more moved lines than were removed', () => {
    fc.assert(
      fc.property(script, script, (one, two) => {
        const files = { 'a.ts': one, 'b.ts': two }
        const origins = [...classify(files).values()]
          .flat()
          .flatMap(({ from }) => (from ? [`${from.path}:${from.line}`] : []))
        expect(new Set(origins).size).toBe(origins.length)
        expect(origins.length).toBeLessThanOrEqual(
          [...one, ...two].filter((text) => text.startsWith('-')).length,
        )
      }),
      { numRuns: 1_000 },
    )
  })

  it('takes time in proportion to the size of a change, also of one that alternates', () => {
    const patterns: readonly ((line: number) => readonly string[])[] = [
      (line) => [`-f(${line})`, `+f( ${line} )`, ' k()'],
      (line) => [`-f(${line},`, `+f(${line + 1},`, ' // k', ' )'],
      (line) => [`+a${line}()`],
      () => [`-${'f(1),'.repeat(5)}`, `+${'f( 1 ),'.repeat(5)}`, ' ', ' '],
      (line) => [line % 2 ? '-({[' : '+({[', ' x'],
    ]
    for (const pattern of patterns) {
      const time = (size: number) => {
        const files = {
          'a.ts': Array.from({ length: size }, (_, line) => pattern(line)).flat(),
          'b.py': ['+x', '-y'],
        }
        const before = process.cpuUsage()
        classify(files)
        const { user, system } = process.cpuUsage(before)
        return user + system
      }
      const best = (size: number) => Math.min(time(size), time(size))
      best(1_000)
      // Quadratic time would be a hundred times as long.
      expect(best(10_000)).toBeLessThan(40 * best(1_000) + 300_000)
    }
  })
})
