/** What a picture shows and what it would show on a genuine card, in the two languages of the product. */
export interface PictureCaption {
  readonly en: string
  /** Bahasa Indonesia. */
  readonly id: string
}

/**
 * One voter's evidence as an analyst can look at it. Whoever shows it puts `svg` behind an `<img>`: the drawing holds no script
 * and no reference beyond itself, and an image context would not run one.
 */
export interface EvidencePicture {
  readonly svg: string
  readonly widthPx: number
  readonly heightPx: number
  readonly caption: PictureCaption
}

/** No picture is larger, in bytes of SVG. It holds by construction: rasters are stored uncompressed at fixed sizes. */
export const PICTURE_BYTES_MAX = 300_000
