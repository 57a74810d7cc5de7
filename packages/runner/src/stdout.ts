import { writeSync } from 'node:fs'

/** Stdout, as long as it is read. */
export interface Stdout {
  /** True after a write fails, or if no one reads stdout. From then on nothing is written to it. */
  readonly lost: boolean
  /** Runs code that writes to stdout, unless stdout is lost. Never throws: a failed write loses stdout. */
  say(speak: () => void): void
  /** Returns whether it contains text that is not read yet. */
  isBehind(): boolean
  /**
   * Waits until all output has left this process. This detects whether stdout or stderr is closed; then stdout is
   * lost. Ends early in that case.
   */
  flushed(): Promise<void>
  /** Stops writing to it. `why` completes "the log is no longer read: …". */
  lose(why: string): void
}

/**
 * Watches stdout and stderr. A closed pipe is an event of the stream. Without a listener it ends the process; if a
 * failure handler writes again, it repeats for ever. Only this listener may handle it.
 * @param onLost called once
 */
export function watchStdout(onLost: (why: string) => void): Stdout {
  let lost = false
  let release = () => {}
  const gone = new Promise<void>((resolve) => {
    release = resolve
  })
  const lose = (why: string) => {
    if (lost) return
    lost = true
    release()
    onLost(why)
  }
  process.stdout.on('error', (error) => lose(`stdout failed (${error.message})`))
  process.stderr.on('error', (error) => lose(`stderr failed (${error.message})`))

  const say = (speak: () => void) => {
    if (lost) return
    try {
      speak()
    } catch (error) {
      lose(`stdout failed (${error instanceof Error ? error.message : error})`)
    }
  }
  return {
    get lost() {
      return lost
    },
    say,
    isBehind: () => process.stdout.writableLength > 0,
    flushed() {
      // On a socket, an empty write fails if the other end is closed; on a pipe it shows nothing.
      try {
        writeSync(2, new Uint8Array())
      } catch (error) {
        if (isClosed(error)) lose('stderr was closed')
      }
      const left = new Promise<void>((resolve) => {
        say(() =>
          process.stdout.write('', (error) => {
            if (error) lose(`stdout failed (${error.message})`)
            resolve()
          }),
        )
      })
      return Promise.race([gone, left])
    },
    lose,
  }
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET')
}
