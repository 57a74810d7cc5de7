// Validates the workflows and action.yml files on standard input, a JSON object from path to text, as GitHub's own
// editor would, and prints the findings: [{ path, line, message }]. `actions` describes the actions of the suite.
import { text } from 'node:stream/consumers'
import { validate } from '@actions/languageservice'

const { files, actions } = JSON.parse(await text(process.stdin))

function documentOf(path, content) {
  const lines = content.split('\n')
  const offsetAt = ({ line, character }) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character
  return {
    uri: `file:///${path}`,
    languageId: 'yaml',
    version: 1,
    lineCount: lines.length,
    offsetAt,
    getText: (range) => (range ? content.slice(offsetAt(range.start), offsetAt(range.end)) : content),
    positionAt: (offset) => {
      const before = content.slice(0, offset).split('\n')
      return { line: before.length - 1, character: before.at(-1).length }
    },
  }
}

const config = {
  actionsMetadataProvider: {
    // The inputs of other actions are unknown here and not checked.
    fetchActionMetadata: async ({ name, path }) =>
      name === 'actions' ? actions[path] : { name, description: '' },
  },
  fileProvider: { getFileContent: async ({ path }) => ({ name: path, content: '' }) },
}

const findings = []
for (const [path, content] of Object.entries(files))
  for (const { range, message } of await validate(documentOf(path, content), config))
    findings.push({ path, line: range.start.line + 1, message })
console.log(JSON.stringify(findings))
