import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { parse } from "yaml";
import { projectRoot } from "./paths.ts";
import { newIssueAddress, repositoryAddress } from "./repository.ts";

describe("the repository", () => {
  it("is that of package.json, unless the environment names another", () => {
    const { repository } = JSON.parse(readFileSync(`${projectRoot}package.json`, "utf8")) as { repository: string };
    assert.equal(repositoryAddress({}), repository);
    assert.equal(repositoryAddress({ SITE_REPOSITORY: "" }), repository);
    assert.equal(repositoryAddress({ SITE_REPOSITORY: "https://example.org/me/fork" }), "https://example.org/me/fork");
  });

  for (const wrong of ["me/fork", "https://example.org/me/fork/", "javascript:alert(1)//x/y"]) {
    it(`is not ${wrong}`, () => {
      assert.throws(() => repositoryAddress({ SITE_REPOSITORY: wrong }), /no address of a repository/);
    });
  }
});

describe("a new issue", () => {
  const form = parse(readFileSync(`${projectRoot}.github/ISSUE_TEMPLATE/problem.yml`, "utf8")) as {
    body: { id: string }[];
  };
  const address = new URL(newIssueAddress("https://example.org/me/fork", "A & B", "https://x.org/a/#b", "abc"));

  it("names page, subject and version", () => {
    assert.deepEqual(Object.fromEntries(address.searchParams), {
      template: "problem.yml",
      title: "A & B: ",
      page: "https://x.org/a/#b",
      version: "abc",
    });
  });

  it("fills in fields that the form has", () => {
    const fields = [...address.searchParams.keys()].filter((name) => !["template", "title"].includes(name));
    const known = form.body.map(({ id }) => id);
    assert.deepEqual(
      fields.filter((name) => !known.includes(name)),
      [],
    );
  });
});
