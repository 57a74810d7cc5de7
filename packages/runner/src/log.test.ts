import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { harmless, inert } from './log.ts'

/**
 * Returns whether the runner treats a line as a command: .NET trims each line, then looks for `::` at its start;
 * `##[` counts anywhere.
 */
const isCommand = (line: string) => /^[\s\u0085]*::/.test(line) || line.includes('##[')
const orders = (text: string) => text.split(/[\n\r\u2028\u2029]/).filter(isCommand)

describe('text in the log', () => {
  it('neither moves the cursor of a terminal nor reorders what a person reads, and loses no other character', () => {
    expect(harmless('a\tb\r\n\u001b[31mred\u001b[0m\u001b[2J\u202efdp\r::\u2028x')).toBe(
      'a\tb\nred\\u{1b}[2J\\u{202e}fdp\\r::\\u{2028}x',
    )
    expect(harmless('\u001b[0m::error::pwned')).toBe(':\u200b:error::pwned')
  })

  it.each([
    '::error::pwned',
    '  \t::add-mask::x',
    'ok\n::set-output name=verdict::pass',
    'ok\r::stop-commands::x',
    '\u0085::error::x',
    '\u00a0\u3000::error::x',
    ':::error::x',
    'a ##[error]x',
    '####[group]x',
    '\u2028::error::x',
  ])('is not a command to the runner: %j', (text) => {
    expect(orders(inert(text))).toEqual([])
  })

  it('is not a command to the runner, whatever it contains', () => {
    const part = fc.constantFrom(
      ':',
      '::',
      '#',
      '##[',
      ' ',
      '\t',
      '\u0085',
      '\n',
      '\r',
      '\u2028',
      'error',
      '\u200b',
    )
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(orders(inert(parts.join('')))).toEqual([])
      }),
    )
  })

  it('is otherwise not changed', () => {
    const text = 'std::vector a::b # ## [x] http://x:80'
    expect(inert(text)).toBe(text)
  })

  it('of a megabyte of blank lines is read in linear time', () => {
    const before = process.cpuUsage()
    inert('\n \u0085'.repeat(500_000))
    // In quadratic time this would take an hour.
    expect(process.cpuUsage(before).user).toBeLessThan(20e6)
  })
})
