class Linkwatch < Formula
  desc "Watches your backlinks: which are there, which still count, and which were lost"
  homepage "https://github.com/@REPOSITORY@"
  version "@VERSION@"
  license "MIT"

  on_macos do
    on_arm do
      url "https://github.com/@REPOSITORY@/releases/download/v@VERSION@/linkwatch-@VERSION@-osx-arm64.tar.gz"
      sha256 "@SHA256_OSX_ARM64@"
    end
    on_intel do
      url "https://github.com/@REPOSITORY@/releases/download/v@VERSION@/linkwatch-@VERSION@-osx-x64.tar.gz"
      sha256 "@SHA256_OSX_X64@"
    end
  end

  on_linux do
    on_arm do
      url "https://github.com/@REPOSITORY@/releases/download/v@VERSION@/linkwatch-@VERSION@-linux-arm64.tar.gz"
      sha256 "@SHA256_LINUX_ARM64@"
    end
    on_intel do
      url "https://github.com/@REPOSITORY@/releases/download/v@VERSION@/linkwatch-@VERSION@-linux-x64.tar.gz"
      sha256 "@SHA256_LINUX_X64@"
    end
  end

  def install
    bin.install "linkwatch"
    man1.install "linkwatch.1"
    bash_completion.install "completions/linkwatch.bash" => "linkwatch"
    zsh_completion.install "completions/linkwatch.zsh" => "_linkwatch"
    fish_completion.install "completions/linkwatch.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/linkwatch --version")
  end
end
