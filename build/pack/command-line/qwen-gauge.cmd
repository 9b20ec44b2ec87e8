@echo off
rem The command line of an installed Qwen Gauge. It runs on the Node.js that Qwen Code needs too.
node "%~dp0qwen-gauge.cjs" %*
set code=%errorlevel%
if %code% equ 9009 echo qwen-gauge needs Node.js 20.19 or newer, like Qwen Code, and there is none on the PATH. 1>&2
exit /b %code%
