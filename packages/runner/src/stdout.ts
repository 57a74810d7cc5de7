import { writeSync } from 'node:fs'

/** Stdout, for as long as somebody reads it. */
export interface Stdout {
  /** True once a write failed, or nobody reads. From then on nothing is written to it. */
  readonly lost: boolean
  /** Runs what writes to stdout, unless it is lost. Never throws: a write that fails loses stdout. */
  say(speak: () => void): void
  /** Whether it holds text that is still to be read. */
  isBehind(): boolean
  /**
   * Waits until all that was said has left this process, and so finds out whether stdout or stderr was closed: then
   * they are lost. Ends early if they are.
   */
  flushed(): Promise<void>
  /** Stops writing to it. `why` completes "the log is no longer read: …". */
  lose(why: string): void
}

/**
 * Watches stdout and stderr. A closed pipe is an event of the stream, which ends the process or, if a handler of
 * failures writes again, comes back for ever: nothing but this listener may answer it.
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
      // On a socket a write of nothing fails if the other end is closed; on a pipe it tells nothing.
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
