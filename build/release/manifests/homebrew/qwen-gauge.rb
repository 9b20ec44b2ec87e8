cask "qwen-gauge" do
  arch arm: "arm64", intel: "x64"

  version "@VERSION@"
  sha256 arm:   "@SHA256 mac-arm64.dmg@",
         intel: "@SHA256 mac-x64.dmg@"

  url "@HOMEPAGE@/releases/download/v#{version}/qwen-gauge-#{version}-mac-#{arch}.dmg"
  name "Qwen Gauge"
  desc "@SUMMARY@"
  homepage "@HOMEPAGE@"

  livecheck do
    url :url
    strategy :github_latest
  end

  app "QwenGauge.app"
  binary "#{appdir}/QwenGauge.app/Contents/Resources/command-line/qwen-gauge"

  zap trash: "~/Library/Application Support/QwenGauge"
end
