import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { listenForStop } from './stop.ts'

/** A process that notes its end instead of ending. */
function processStub() {
  const self = Object.assign(new EventEmitter(), {
    exitCode: undefined as number | undefined,
    ends: 0,
    exit(): never {
      self.ends += 1
      return undefined as never
    },
  })
  return self
}

describe('a run that the runner cancels', () => {
  it.each([
    ['linux, darwin', 'SIGINT', 'SIGTERM'],
    ['win32', 'SIGINT', 'SIGBREAK'],
  ])('%s: ends in order after the first signal, and at once after the second', (_, first, second) => {
    const self = processStub()
    const stop = listenForStop(self as unknown as NodeJS.Process)
    self.emit(first, first)
    expect([stop.signal.aborted, self.exitCode, self.ends]).toEqual([true, 1, 0])
    expect(String(stop.signal.reason)).toContain(`The run was cancelled by ${first}.`)
    self.emit(second, second)
    expect(self.ends).toBe(1)
  })
})
