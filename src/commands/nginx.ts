// npm run nginx -- FOLDER: prints nginx's configuration for a site
// that is built into FOLDER, below the path that SITE_BASE names.
import { siteBase } from "../config/site.ts";
import { nginxServer } from "../publish/headers.ts";

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("name the folder of the site: npm run nginx -- /usr/share/nginx/html");
process.stdout.write(nginxServer(siteBase, folder));
