import { afterAll, beforeAll } from 'vitest'
import { openWarmNodes, type WarmNodes } from '../core/warm/warm-nodes.ts'

/** Of this process, which runs one file after another. */
let shared: WarmNodes | undefined

/**
 * Lets the runs of one file, and of the files after it, share processes. A run that is about its process gets one of its
 * own all the same.
 */
export function shareProcesses(): () => WarmNodes | undefined {
  beforeAll(() => {
    shared ??= openWarmNodes()
  })
  afterAll(() => shared?.rest())
  return () => shared
}
