import { EventEmitter } from 'node:events'
import type { ClientRequest } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchOver } from './watch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A request on a connection of its own, with 600 ms for one attempt of a run of 10 s. */
function watched() {
  const destroyed: string[] = []
  const outgoing = new EventEmitter()
  const destroy = ({ message }: Error) => destroyed.push(message)
  const route = { secure: false, secureTarget: false }
  const watch = watchOver(Object.assign(outgoing, { destroy }) as unknown as ClientRequest, route, {
    limits: { total: 10_000, attempt: 600 },
    signal: new AbortController().signal,
    over: new AbortController(),
  })
  outgoing.emit('socket', Object.assign(new EventEmitter(), { connecting: false }))
  return { watch, destroyed }
}

it('lets a long transfer go on for as long as its parts come', () => {
  const { watch, destroyed } = watched()
  for (const _ of Array(10)) {
    vi.advanceTimersByTime(599)
    watch.progress()
  }
  expect(destroyed).toEqual([])
  vi.advanceTimersByTime(600)
  expect(destroyed).toEqual(['nothing whole within 600 ms'])
})

it('ends a transfer that drips until the run is over', () => {
  const { watch, destroyed } = watched()
  for (const _ of Array(100)) {
    vi.advanceTimersByTime(100)
    watch.progress()
  }
  expect(destroyed).toEqual(['nothing whole within 10000 ms'])
})

it('leaves no timer behind that would keep the process', () => {
  const { watch } = watched()
  watch.end()
  expect(vi.getTimerCount()).toBe(0)
})
