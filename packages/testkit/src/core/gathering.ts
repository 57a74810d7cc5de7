/**
 * Returns a function that waits until it was not called for a number of milliseconds. All waiting calls resume in one
 * turn of the event loop.
 */
export function createGathering(): (quiet: number) => Promise<void> {
  let waiting: (() => void)[] = []
  let timer: NodeJS.Timeout | undefined
  return (quiet) =>
    new Promise((resolve) => {
      waiting.push(resolve)
      clearTimeout(timer)
      timer = setTimeout(() => {
        const all = waiting
        waiting = []
        for (const each of all) each()
      }, quiet)
    })
}
