/** What shows the colours: the whole screen of a page, or nothing but a record in tests. */
export interface FlashDisplay {
  /** Covers the screen with a colour (`#RRGGBB`), visible from the next picture of the screen on. */
  show(color: string): void
  hide(): void
  /** Resolves with the time (clock of `performance.now()`) at which the next picture of the screen is drawn. */
  nextPicture(): Promise<number>
}

/** Covers the whole screen with `cover`, in the top layer where the browser has one, so that no page style gets in between. */
export function createScreenDisplay(cover: HTMLElement): FlashDisplay {
  if ('popover' in cover) cover.popover = 'manual'
  let isShown = false
  return {
    show(color) {
      cover.style.backgroundColor = color
      if (isShown) return
      isShown = true
      cover.hidden = false
      if ('showPopover' in cover) cover.showPopover()
    },
    hide() {
      if (!isShown) return
      isShown = false
      if ('hidePopover' in cover) cover.hidePopover()
      cover.hidden = true
    },
    nextPicture: () =>
      new Promise((resolve) => {
        requestAnimationFrame(resolve)
      }),
  }
}
