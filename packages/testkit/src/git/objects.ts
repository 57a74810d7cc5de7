import { spawn } from 'node:child_process'
import { gitEnvironment } from './process.ts'

export interface ObjectInfo {
  readonly sha: string
  readonly type: 'commit' | 'tree' | 'blob' | 'tag'
  readonly size: number
}

/** One long-lived `git cat-file`: reading an object or a ref takes a fraction of the time of a new process. */
export interface GitObjects {
  /** Returns what a name (sha, `refs/heads/main`, `<sha>^{tree}`) refers to now; undefined if it does not exist. */
  info(name: string): Promise<ObjectInfo | undefined>
  contents(name: string): Promise<(ObjectInfo & { readonly content: Buffer }) | undefined>
  close(): Promise<void>
}

/** Starts the reader. Refs are looked up at each call, so that pushes by others are seen. */
export function openGitObjects(folder: string): GitObjects {
  const child = spawn('git', ['cat-file', '--batch-command'], { cwd: folder, env: gitEnvironment() })
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  child.stdin.on('error', () => {})
  const waiting: { withContent: boolean; resolve: (value: ObjectInfo | undefined) => void }[] = []
  let chunks: Buffer[] = []
  let length = 0
  let wanted = 1

  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    length += chunk.length
    if (length < wanted) return
    let pending = Buffer.concat(chunks)
    for (let next = waiting[0]; next; next = waiting[0]) {
      const answer = takeAnswer(pending, next.withContent)
      wanted = answer.length
      if (pending.length < answer.length) break
      waiting.shift()
      next.resolve(answer.object)
      pending = pending.subarray(answer.length)
      wanted = 1
    }
    chunks = [pending]
    length = pending.length
  })

  function ask(command: 'info' | 'contents', name: string): Promise<ObjectInfo | undefined> {
    if (/[\n\0]/.test(name) || name === '') return Promise.resolve(undefined)
    return new Promise((resolve, reject) => {
      if (child.exitCode !== null || child.signalCode !== null) reject(new Error('git cat-file has ended'))
      waiting.push({ withContent: command === 'contents', resolve })
      child.stdin.write(`${command} ${name}\n`)
    })
  }

  return {
    info: (name) => ask('info', name),
    contents: (name) => ask('contents', name) as ReturnType<GitObjects['contents']>,
    async close() {
      child.kill()
      await closed
    },
  }
}

// `<sha> <type> <size>`, then for contents the bytes and a line feed; or `<name> missing`.
function takeAnswer(
  pending: Buffer,
  withContent: boolean,
): { length: number; object?: ObjectInfo & { content?: Buffer } } {
  const lineEnd = pending.indexOf(10)
  if (lineEnd < 0) return { length: pending.length + 1 }
  const found = /^([0-9a-f]{40}) (commit|tree|blob|tag) (\d+)$/.exec(pending.toString('utf8', 0, lineEnd))
  if (!found) return { length: lineEnd + 1 }
  const [, sha = '', type, size] = found
  const object = { sha, type: type as ObjectInfo['type'], size: Number(size) }
  if (!withContent) return { length: lineEnd + 1, object }
  const content = pending.subarray(lineEnd + 1, lineEnd + 1 + object.size)
  return { length: lineEnd + 1 + object.size + 1, object: { ...object, content } }
}
