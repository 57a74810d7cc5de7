/** Commands that make a script fail. */
const failing = /(?:^|[;{(&|\n])[ \t]*(?:(?:exit|return)[ \t]+(?:[1-9]|"?\$)|false\b)/
/** A shell option that continues after a failure. */
const forgiving = /\bset\s+(?:\+[a-z]*e[a-z]*\b|\+o\s+errexit\b)/
/** A trap that hides every failure before it. */
const trapping = /\btrap\s+(["'])[^"'\n]*(?:\bexit\s+0\b|\btrue\b)[^"'\n]*\1\s+(?:EXIT|ERR|0)\b/

/** Settings that determine how the failure of a script is handled. */
export interface ScriptSettings {
  /** `shell:` of the step, or of the job or workflow; `undefined` for the runner's default, `bash -e`. */
  readonly shell: string | undefined
  /** The program whose failure must not be lost. */
  readonly program: RegExp
}

/**
 * Returns how a script ignores the failure of a program in it. The rule is strict: the code after the program must
 * make the script fail, and the program must run without a condition, a pipe or a background where possible.
 *
 * @returns the words of the script that ignore it, shortened; `undefined` if there are none
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

/** @param rest the text that follows, with the lines after it: a block after `||` may end there */
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
