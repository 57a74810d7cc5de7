/** Commands that end a script as a failure. */
const failing = /(?:^|[;{(&|\n])[ \t]*(?:(?:exit|return)[ \t]+(?:[1-9]|"?\$)|false\b)/
/** A shell that goes on after a failure, until it is told not to. */
const forgiving = /\bset\s+(?:\+[a-z]*e[a-z]*\b|\+o\s+errexit\b)/
/** An exit that hides every failure before it, as a trap. */
const trapping = /\btrap\s+(["'])[^"'\n]*(?:\bexit\s+0\b|\btrue\b)[^"'\n]*\1\s+(?:EXIT|ERR|0)\b/

/** What decides how a script that fails is taken. */
export interface ScriptSettings {
  /** `shell:` of the step, else of what it stands in; `undefined` for the runner's own, `bash -e`. */
  readonly shell: string | undefined
  /** The program whose failure must not be lost. */
  readonly program: RegExp
}

/**
 * How a script passes over the failure of a program in it. It is meant to be strict: what comes after the program must
 * end the script as a failure, and what can be written without a condition, a pipe or a background must be.
 *
 * @returns the words of the script that do it, shortened; `undefined` where nothing does
 */
export function findSwallowing(script: string, { shell, program }: ScriptSettings): string | undefined {
  const lines = script.replaceAll(/\\\r?\n\s*/g, ' ').split(/\r?\n/)
  const whole = (forgiving.exec(script) ?? trapping.exec(script))?.[0]
  if (whole !== undefined) return shorten(whole)
  if (shell !== undefined && /\{0\}/.test(shell) && !/(?:^|\s)-[a-z]*e/.test(shell))
    return `shell: ${shorten(shell)}`
  const piped = shell !== 'bash' && !/\bpipefail\b/.test(`${shell} ${script}`)
  for (const [index, line] of lines.entries()) {
    const at = line.replace(/(?:^|\s)#.*$/, '').search(program)
    if (at < 0) continue
    const rest = [line.slice(at), ...lines.slice(index + 1)].join('\n')
    const found = findBefore(line.slice(0, at)) ?? findAfter(line.slice(at), rest, piped)
    if (found !== undefined) return shorten(found)
  }
  return undefined
}

function findBefore(text: string): string | undefined {
  return /(?:^|[\s;&|(])(?:if|elif|while|until|!)\s(?:[^;]*)$/.exec(text)?.[0].trim()
}

/** @param rest what follows, with the lines after it: a block behind `||` may end there */
function findAfter(line: string, rest: string, piped: boolean): string | undefined {
  const or = /\|\|\s*(.*)/.exec(line)
  if (or !== null) {
    const opened = /^[{(]/.test(or[1] ?? '')
    const block = opened ? rest.slice(rest.indexOf('||')).split(/[})]/)[0] : or[1]
    if (!failing.test(block ?? '')) return or[0]
  }
  const unhidden = line.replaceAll('||', '  ')
  if (piped && unhidden.includes('|')) return unhidden.slice(unhidden.indexOf('|'))
  const after = /;\s*(?:true|:|exit\s+0)\s*(?:$|;)/.exec(unhidden) ?? /(?<![&>])&\s*$/.exec(unhidden)
  return after?.[0]
}

function shorten(text: string): string {
  return text
    .trim()
    .replaceAll(/[^\x20-\x7e]/g, ' ')
    .slice(0, 60)
}
