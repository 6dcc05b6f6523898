type Attributes = Readonly<Record<string, string | boolean>>
type Child = Node | string

/** Builds one HTML element. A boolean attribute is there or not; no inline style or handler, which strict policies refuse. */
export function buildNode<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') node.setAttribute(name, value)
    else if (value) node.setAttribute(name, '')
  }
  node.append(...children)
  return node
}

export function buildButton(
  label: string,
  kind: 'primary' | 'plain',
  onClick: () => void,
): HTMLButtonElement {
  const button = buildNode('button', { type: 'button', class: kind }, label)
  button.addEventListener('click', onClick)
  return button
}
