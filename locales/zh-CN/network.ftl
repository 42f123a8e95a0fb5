check-certificate = 对方出示的证书不可信（{ $reason }），没有发送令牌。请核对本机时间和 LIAISON_API_BASE_URL；网络由单位自签证书转接的，请用 SSL_CERT_FILE 指明单位的根证书。
trust-unreadable = { $path } 里读不到证书。应为 PEM 文件（SSL_CERT_FILE）或证书文件夹（SSL_CERT_DIR）；不需要时请删去这一项。
