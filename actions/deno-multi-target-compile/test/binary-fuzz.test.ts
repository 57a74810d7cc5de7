import { allBaseTargets, deno } from '@suite/testkit/deno'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { describeDifference } from '../src/binary/differences.ts'
import { inspect } from '../src/binary/inspect.ts'
import { isBinaryProblem } from '../src/binary/problem.ts'
import { bakedPermissions } from '../src/permissions/baked.ts'
import { binaryOf, type Compiled, compile, program, read } from './real-binaries.ts'

describe.skipIf('missing' in deno).each(allBaseTargets)('a damaged binary (%s)', (target) => {
  let compiled: Compiled

  beforeAll(async () => {
    compiled = await compile({
      files: program,
      flags: ['--no-prompt', '--include', 'assets'],
      targets: [target],
    })
  })

  it('is never read as sound when it was cut', () => {
    const binary = binaryOf(compiled, target)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: binary.length - 1 }), (length) => {
        expect(isBinaryProblem(inspect(binary.subarray(0, length)))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('is never read as sound when bytes are missing in the middle', () => {
    const binary = binaryOf(compiled, target)
    const { data } = read(binary).container
    const start = data.byteOffset - binary.byteOffset
    fc.assert(
      fc.property(fc.nat(data.length - 1), fc.integer({ min: 1, max: 64 }), (offset, length) => {
        const at = start + offset
        const cut = Buffer.concat([
          binary.subarray(0, at),
          binary.subarray(Math.min(at + length, start + data.length)),
        ])
        expect(isBinaryProblem(inspect(cut))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('is a problem or a binary, and never a crash, whatever bytes are changed', () => {
    const binary = binaryOf(compiled, target)
    const change = fc.record({
      at: fc.nat(binary.length - 1),
      value: fc.oneof(fc.nat(255), fc.constant(255), fc.constant(0)),
    })
    // The headers decide how everything else is read.
    const headers = fc.record({ at: fc.nat(Math.min(1023, binary.length - 1)), value: fc.nat(255) })
    fc.assert(
      fc.property(fc.array(fc.oneof(change, headers), { minLength: 1, maxLength: 12 }), (changes) => {
        const damaged = Buffer.from(binary)
        for (const { at, value } of changes) damaged[at] = value
        const inspection = inspect(damaged)
        if (!isBinaryProblem(inspection)) bakedPermissions(inspection.metadata.permissions)
        expect(describeDifference(binary, damaged).length > 0).toBe(!damaged.equals(binary))
      }),
      { numRuns: 400 },
    )
  })
})

it('text, however it looks, is never read as a binary', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom('\x7fELF', '\xcf\xfa\xed\xfe', 'MZ', ''),
      (bytes, start) => {
        expect(isBinaryProblem(inspect(Buffer.concat([Buffer.from(start, 'latin1'), bytes])))).toBe(true)
      },
    ),
  )
})
