import type { Texts } from './texts.ts'

export const ENGLISH: Texts = {
  primingTitle: 'Take a picture of your KTP',
  primingBody: 'You need your own KTP card and about one minute. Your browser will ask for the camera.',
  primingTips: [
    'Take the card out of its sleeve.',
    'Find a place out of direct sunlight.',
    'Turn your screen brightness all the way up.',
  ],
  primingStages: 'First the rear camera, then the card is held up to the screen.',
  flashWarning:
    'The screen will show a few full-screen colours for about three seconds, to see that the card is really there.',
  flashOptOut: 'I am sensitive to flashing light: no colours, please',
  flashOptOutEffect: 'Without the colours, a person will check your picture. That can take longer.',
  start: 'Open the camera',
  phoneCodeTitle: 'Use your phone’s camera instead',
  phoneCodeBody: 'Point your phone’s camera at this code and go on there. You can close this page.',
  phoneCodeLabel: 'Code that opens this page on a phone',
  opening: 'Starting the camera …',
  guideTitles: {
    only: 'Hold your KTP to the camera',
    detail: '1 of 2: point the rear camera at your KTP',
    flash: '2 of 2: hold your KTP up to the screen',
  },
  holdUp: 'Keep the phone where it is and hold the card a hand’s length before it, its front to the screen.',
  advice: {
    searching: 'Hold the front of the KTP inside the frame',
    farther: 'A little farther away: all four corners must show',
    closer: 'Closer, please',
    straighter: 'Hold the card straight',
    dark: 'Too dark: find more light',
    glare: 'Glare: tilt the card a little',
    moving: 'Hold still',
    blur: 'Blurred: hold still, or a little farther away',
    hold_still: 'Good. Hold still …',
    steady: 'Good!',
  },
  noGuidance: 'Fill the frame with the card, then take the picture.',
  turnSideways: 'The picture gets sharper with the phone turned sideways.',
  rearCameraEffect: 'This camera cannot see the light of the screen: a person will check your picture.',
  shutter: 'Take the picture',
  switchCamera: 'Other camera',
  readyTitle: 'Hold still now',
  readyBody:
    'Keep the card where it is, facing the screen. Colours will fill the screen for about three seconds.',
  readyCountdown: (seconds) => `Starting in ${seconds}`,
  skipFlash: 'Without the colours',
  back: 'Back',
  flashing: 'Hold the card still.',
  preparing: 'Preparing the pictures …',
  reviewTitle: 'Can everything be read?',
  reviewBody: 'All text is sharp, nothing is covered, and no light hides the print.',
  reviewNoFlash: 'Taken without the screen colours: a person will check it.',
  reviewRecalled: 'The page was closed before you were done. Your pictures were kept; go on here.',
  pictureOf: (index, count) => `Picture ${index} of ${count} of the card`,
  send: 'Send',
  retake: 'Take it again',
  sendingTitle: 'Sending',
  sendingBody: 'Keep this page open. On a slow line this takes a while; nothing is lost.',
  judging: 'Checking the card …',
  results: {
    verified: { title: 'Done', body: 'Your KTP has been checked.' },
    pending: { title: 'Received', body: 'A person will check your KTP. You need not wait here.' },
    failed: { title: 'This did not work', body: 'Your KTP could not be confirmed from these pictures.' },
  },
  hints: {
    no_card: 'No KTP was found in the pictures. Hold the front of the card inside the frame.',
    not_read_twice:
      'The card could not be read the same in both steps. Hold it close to the screen, still and out of glare.',
    flash_not_seen:
      'The light of the screen hardly reached the card. Turn the brightness up, move out of bright light and hold the card closer.',
    glare: 'Light covers part of the card. Turn away from lamps and windows.',
  },
  tryAgain: 'Try again',
  sendAgain: 'Send again',
  finish: 'Close',
  problems: {
    camera_denied: {
      title: 'The camera is blocked',
      body: 'This page may not use the camera. You can change that:',
    },
    camera_missing: {
      title: 'No camera found',
      body: 'This device has no camera that the browser can use. Open this page on your phone instead.',
    },
    camera_busy: {
      title: 'The camera is in use',
      body: 'Close other apps and tabs that use the camera, then try again.',
    },
    camera_failed: { title: 'The camera failed', body: 'Try again, or open this page in another browser.' },
    insecure_context: {
      title: 'This page is not secure',
      body: 'Cameras work only on pages whose address starts with https://. Ask whoever sent you here for the right link.',
    },
    in_app_browser: {
      title: 'Open this page in your browser',
      body: 'The app you are in does not let pages use the camera. Copy the link and open it in Chrome or Safari.',
    },
    interrupted: {
      title: 'Interrupted',
      body: 'The page was left while the colours were shown. Nothing was sent. Try again.',
    },
    flash_unsafe: {
      title: 'The colours were not shown',
      body: 'The colours asked for could have flashed too fast. You can go on without them.',
    },
    flash_too_slow: {
      title: 'The camera was too slow',
      body: 'It missed one of the colours. Close other apps and try again, or go on without the colours.',
    },
    offline: {
      title: 'No connection',
      body: 'Your pictures are kept while this page is open. Try again when you are back online.',
    },
    service_busy: { title: 'The service is busy', body: 'Wait a moment, then try again.' },
    token_expired: {
      title: 'This link has expired',
      body: 'Go back to where you came from and start again.',
    },
    challenge_expired: {
      title: 'That took too long',
      body: 'For safety, pictures must be sent soon after they are taken. Please take them again.',
    },
    not_allowed: {
      title: 'This link is not valid here',
      body: 'Go back to where you came from and start again.',
    },
    service_failed: { title: 'Something went wrong', body: 'Please try again in a moment.' },
  },
  recoverySteps: {
    chrome_android: [
      'Tap the icon left of the address.',
      'Tap Permissions, then Camera, and allow it.',
      'Come back here and try again.',
      'If that is not there: Settings of the phone → Apps → Chrome → Permissions → Camera.',
    ],
    samsung_android: [
      'Tap the padlock left of the address.',
      'Tap Permissions, then Camera, and allow it.',
      'If that is not there: Settings of the phone → Apps → Samsung Internet → Permissions → Camera.',
    ],
    firefox_android: [
      'Tap the padlock left of the address.',
      'Tap Camera until it says Allowed.',
      'Come back here and try again.',
    ],
    safari_ios: [
      'Tap the icon left of the address, then Website Settings.',
      'Set Camera to Allow.',
      'If that is not there: Settings → Apps → Safari → Camera → Ask.',
    ],
    other_ios: [
      'Open the phone’s Settings, then Apps, then this browser.',
      'Switch Camera on.',
      'Come back here and try again, or open this page in Safari.',
    ],
    safari_mac: ['Choose Safari → Settings for This Website.', 'Set Camera to Allow.', 'Reload the page.'],
    firefox: [
      'Click the crossed-out camera in the address bar.',
      'Remove the block by its ×.',
      'Try again and allow the camera.',
    ],
    chromium: [
      'Click the icon left of the address.',
      'Switch Camera on.',
      'Reload the page if the browser asks for it.',
    ],
  },
  copyLink: 'Copy the link',
  linkCopied: 'Link copied',
  linkToCopy: 'Link to this page: copy it and open it in your browser',
  withoutFlash: 'Go on without the colours',
}
