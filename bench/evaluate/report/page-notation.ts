import type { EvaluationDocument } from '../evaluation-document.ts'
import { describeSource } from '../print-evaluation.ts'

/** Text that may stand in a page: labels of others' captures are others' text. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** A table; cells are text, numbers stand to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (tag: string, cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`
  return `<table><thead>${line('th', header)}</thead><tbody>${rows.map((row) => line('td', row)).join('')}</tbody></table>`
}

/** A plot or picture with its caption, which says what the figures were made of. */
export function figure(drawing: string, caption: string, document: EvaluationDocument): string {
  const source = document.simulated ? 'Simulated captures.' : describeSource(document)
  return `<figure>${drawing}<figcaption>${escapeHtml(`${caption} ${source}`)}</figcaption></figure>`
}

const STYLE = `
:root { color-scheme: light }
body { font: 15px/1.5 system-ui, sans-serif; color: #1c2430; background: #fff; max-width: 1020px; margin: 2rem auto; padding: 0 1.25rem }
h1 { font-size: 1.6rem; margin-bottom: .3rem } h2 { margin-top: 2.6rem; border-top: 1px solid #d5dae1; padding-top: 1.2rem } h3 { margin-top: 1.6rem } h4 { margin: 1.2rem 0 0; font-family: ui-monospace, monospace; font-weight: 600 } h4 + figure { margin-top: 0 }
.source { background: #fff3d6; border-left: 4px solid #d08a00; padding: .6rem .9rem; font-weight: 600 }
table { border-collapse: collapse; font-size: 13px; margin: .6rem 0 } th, td { padding: .22rem .7rem; text-align: right; white-space: nowrap; border-bottom: 1px solid #e6e9ee }
th:first-child, td:first-child { text-align: left; font-family: ui-monospace, monospace } thead th { border-bottom: 2px solid #9aa4b2; font-family: inherit }
.wide { overflow-x: auto } figure { margin: 1rem 0 } figcaption { color: #56606e; font-size: 13px }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: .8rem } .pictures figure { margin: 0 } .pictures img { width: 100%; display: block }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0 } dl.facts dd { margin: 0 }`

/** One page that needs nothing beside itself, and may load nothing else: text in it may be others'. */
export function page(title: string, source: string, sections: readonly string[], moreStyle = ''): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"><title>${escapeHtml(title)}</title><style>${STYLE}${moreStyle}</style></head>
<body><h1>${escapeHtml(title)}</h1><p class="source">${escapeHtml(source)}</p>
${sections.join('\n')}
</body></html>
`
}
