import { afterAll, beforeAll } from 'vitest'
import { openWarmNodes, type WarmNodes } from '../core/warm/warm-nodes.ts'

/**
 * Lets the runs of one file share processes, for files that run a bundle dozens of times. A run that is about its
 * process gets one of its own all the same.
 */
export function shareProcesses(): () => WarmNodes | undefined {
  let warm: WarmNodes | undefined
  beforeAll(() => {
    warm = openWarmNodes()
  })
  afterAll(() => warm?.close())
  return () => warm
}
