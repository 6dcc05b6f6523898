/** 8-bit sRGB, interleaved RGBRGB…, row-major from the top left, no padding: `data.length === width * height * 3`. */
export interface RgbImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** One float channel, row-major from the top left: `data.length === width * height`. */
export interface Plane {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}
