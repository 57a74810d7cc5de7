/**
 * What a step reported to the runner on stdout.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly title?: string
  readonly file?: string
  readonly line?: number
  readonly endLine?: number
  readonly column?: number
  readonly endColumn?: number
}

export interface WorkflowCommands {
  readonly annotations: readonly Annotation[]
  /** Values of `::add-mask::`. */
  readonly masks: readonly string[]
}

/** Reads the commands in a step's stdout; text between `::stop-commands::` and its token is plain text. */
export function readWorkflowCommands(stdout: string): WorkflowCommands {
  const annotations: Annotation[] = []
  const masks: string[] = []
  let stoppedBy: string | undefined
  for (const line of stdout.split(/\r?\n/)) {
    const command = parseCommand(line)
    if (!command) continue
    if (stoppedBy !== undefined) {
      if (command.name === stoppedBy) stoppedBy = undefined
    } else if (command.name === 'stop-commands') stoppedBy = command.message
    else if (command.name === 'add-mask') masks.push(command.message)
    else if (isLevel(command.name))
      annotations.push(toAnnotation(command.name, command.properties, command.message))
  }
  return { annotations, masks }
}

const isLevel = (name: string): name is Annotation['level'] => ['error', 'warning', 'notice'].includes(name)

function parseCommand(line: string) {
  const text = line.trimStart()
  const close = text.startsWith('::') ? text.indexOf('::', 2) : -1
  if (close < 0) return undefined
  const [name = '', ...rest] = text.slice(2, close).split(' ')
  const properties = new Map<string, string>()
  for (const pair of rest.join(' ').split(',')) {
    const equals = pair.indexOf('=')
    if (equals > 0) properties.set(pair.slice(0, equals).trim(), unescapeProperty(pair.slice(equals + 1)))
  }
  return { name, properties, message: unescapeData(text.slice(close + 2)) }
}

function toAnnotation(
  level: Annotation['level'],
  properties: ReadonlyMap<string, string>,
  message: string,
): Annotation {
  const numbers = { line: 'line', endLine: 'endLine', col: 'column', endColumn: 'endColumn' }
  const annotation: Record<string, unknown> = { level, message }
  for (const [name, value] of properties)
    if (name in numbers) annotation[numbers[name as keyof typeof numbers]] = Number(value)
    else annotation[name] = value
  return annotation as unknown as Annotation
}

const unescapeData = (text: string) =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')

const unescapeProperty = (text: string) => unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','))
