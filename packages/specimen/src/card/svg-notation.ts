/** A coordinate in SVG text. */
export function fixed(value: number): string {
  return value.toFixed(2)
}

/** CSS `hsl()` as `rgb()`, which every SVG renderer understands. Hue in degrees, the others 0–1. */
export function hsl(hueDegrees: number, saturation: number, lightness: number): string {
  const channel = (offset: number) => {
    const k = (offset + hueDegrees / 30) % 12
    const swing = saturation * Math.min(lightness, 1 - lightness)
    return Math.round(255 * (lightness - swing * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return `rgb(${channel(0)},${channel(8)},${channel(4)})`
}

export function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
