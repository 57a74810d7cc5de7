import { expect, test } from 'vitest'
import { renewHouse } from './house.ts'

const page = 'before\n<!-- generated: house -->\nold\n<!-- /generated -->\nafter\n'

test('a newcomer sees each package above all that it imports', () => {
  const packages = [
    { name: 'errors', description: 'failures', imports: [] },
    { name: 'http', description: 'requests', imports: ['errors', 'wire'] },
    { name: 'wire', description: 'bytes', imports: ['errors'] },
  ]
  expect(renewHouse(page, packages)).toBe(
    `before
<!-- generated: house -->

| Package | Its one reason to change | Imports |
| --- | --- | --- |
| \`http\` | requests | \`errors\`, \`wire\` |
| \`wire\` | bytes | \`errors\` |
| \`errors\` | failures |  |

<!-- /generated -->
after
`,
  )
})

test('a package without a description is refused by name', () => {
  const packages = [{ name: 'new', description: '', imports: [] }]
  expect(() => renewHouse(page, packages)).toThrow('packages/new/package.json lacks its description')
})

test('a page without markers is refused, so that its picture cannot become outdated', () => {
  expect(() => renewHouse('no markers', [])).toThrow('CONTRIBUTING.md lacks')
})
