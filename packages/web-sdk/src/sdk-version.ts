/** Goes into every bundle as `sdkVersion`. */
export const SDK_VERSION = 'kartu-web/0.1.0'
