/**
 * Returns a page with the text between `<!-- generated: name -->` and `<!-- /generated -->` replaced.
 *
 * @param file the page's name in the error
 * @throws Error if the page lacks these markers
 */
export function replaceGenerated(page: string, name: string, text: string, file: string): string {
  const start = `<!-- generated: ${name} -->`
  const end = '<!-- /generated -->'
  const from = page.indexOf(start)
  const to = page.indexOf(end, from)
  if (from < 0 || to < from) throw new Error(`${file} lacks ${start} … ${end}`)
  return `${page.slice(0, from)}${start}\n\n${text}\n\n${page.slice(to)}`
}
