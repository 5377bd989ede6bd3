export { chromiumLaunchOptions, chromiumMissing } from "../set-up/chromium.mjs";
